import { usualProfile } from '$lib/plant/gas-limits-profiles';
import { gasInputs, type GasInputs } from '$lib/plant/gas-quality-inputs';
import { usualRole, type StreamRole } from '$lib/plant/gas-quality-recovery';
import { gasStreams, type GasStream } from '$lib/plant/gas-quality-streams';
import { unitOf, type UnitContext } from '$lib/plant/units';
import type { UnitConditions } from '$lib/plant/units-conditions';
import type { BalancedStream } from '$lib/sql/gas-recovery';
import { importedMapping } from '$lib/store/plant-mapping';
import type { Plant, TagInfo } from '$lib/store/plant-types';

/** A gas stream of the open plant. */
export type PlantStream = GasStream<TagInfo>;

/** The streams of a plant that have methane, by the mapping in force. */
export function streamsOf({ info, tagOf }: Pick<Plant, 'info' | 'tagOf'>): PlantStream[] {
  const proposed = importedMapping(info.tags);
  return gasStreams(info.tags, tagOf, (canonical) => proposed[canonical] ?? null);
}

const contextOf = (conditions: UnitConditions): UnitContext => ({ ...conditions, molarMass: null });

/** Inputs of the analysis of a stream. */
export const inputsOf = (stream: PlantStream, conditions: UnitConditions): GasInputs =>
  gasInputs(stream, contextOf(conditions));

/** The profile a stream is held against until a person chooses one. */
export function usualProfileOf(stream: PlantStream, inputs: GasInputs): string {
  const ch4 = stream.tags['gas.ch4'];
  return ch4 ? usualProfile(ch4.header, ch4.avg * (inputs.ch4?.scale ?? 1)) : 'none';
}

/** Role of a stream: as chosen, else as its words suggest. */
export const roleOf = (stream: PlantStream, chosen: Partial<Record<string, StreamRole>>): StreamRole =>
  chosen[stream.id] ?? usualRole(stream.id);

/** A stream that takes part in the methane balance, or why it cannot. */
export type Balanced =
  | { stream: PlantStream; part: BalancedStream }
  | { stream: PlantStream; missing: 'flow' | 'unit of flow' | 'methane' };

/** Whether volumes of a balance are in Nm3, or only their ratios mean something. */
export interface Balance {
  streams: Balanced[];
  /** True where all flows have one unit that cannot be converted, or none: ratios hold, volumes are not known. */
  relative: boolean;
}

/** Streams with a role, ready for the balance or with what they lack. */
export function balancedStreams(
  streams: readonly PlantStream[],
  roles: Partial<Record<string, StreamRole>>,
  conditions: UnitConditions,
): Balance {
  const counted = streams.filter((stream) => roleOf(stream, roles) !== 'none');
  const units = new Set(counted.map((stream) => stream.tags['gas.flow']?.unit));
  const scaleOf = (unit: string) => unitOf('gas flow', unit)?.toBase(contextOf(conditions))?.scale;
  const [unit] = units;
  const relative = units.size === 1 && unit !== undefined && scaleOf(unit) === undefined;
  const ready = counted.flatMap((stream): Balanced[] => {
    const role = roleOf(stream, roles);
    if (role === 'none') return [];
    const flow = stream.tags['gas.flow'];
    const ch4 = inputsOf(stream, conditions).ch4;
    if (!ch4) return [{ stream, missing: 'methane' }];
    if (!flow) return [{ stream, missing: 'flow' }];
    const scale = relative ? 1 : scaleOf(flow.unit);
    if (scale === undefined) return [{ stream, missing: 'unit of flow' }];
    return [{ stream, part: { role, flow: { tag: flow.tag, scale }, methane: ch4 } }];
  });
  return { streams: ready, relative };
}
