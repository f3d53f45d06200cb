import { clickhouse, clickhouseSettings } from '../../src/lib/sql/whole-engines';
import { wholeRollup } from '../../src/lib/sql/whole-rollup';
import { BuildError, planFile } from './plan-files';

/**
 * The statement that rolls exports on object storage up in ClickHouse and writes the partial minutes beside them as Parquet.
 * @param sample  a local file of the same layout
 * @param address of the files, with wildcards
 * @param cluster name of the cluster, null for one server
 */
export async function clusterStatement(
  sample: string,
  zone: string,
  address: string | undefined,
  cluster: string | null,
): Promise<string> {
  if (!address) throw new BuildError('--print needs --address: where the files lie on object storage');
  const { plan } = await planFile(sample, zone);
  const rollup = wholeRollup(clickhouse(cluster), plan, [address]);
  const target = `${address.slice(0, address.lastIndexOf('/'))}/minutes/partial.parquet`;
  return `INSERT INTO FUNCTION s3('${target}', 'Parquet')\n${rollup}${clickhouseSettings(plan)};`;
}
