import { PostgreSQL, SQLDialect } from '@codemirror/lang-sql';

/** DuckDB's words beside PostgreSQL's. */
const KEYWORDS =
  'anti asof describe exclude explain ignore nulls pivot positional qualify replace respect sample semi show summarize try_cast unpivot';
const TYPES =
  'bigint blob bool boolean date decimal double float hugeint integer interval real smallint text time timestamp tinyint ubigint uinteger varchar';
/** Functions that time series are worked on with most. */
const FUNCTIONS =
  'abs any_value approx_quantile arg_max arg_min avg coalesce corr count covar_pop date_diff date_part date_trunc day dayofweek epoch_ms first greatest histogram hour if isodow lag last lead least list make_timestamp max median min minute mode month nullif ntile quantile_cont range rank regr_intercept regr_r2 regr_slope round row_number skewness stddev stddev_pop strftime sum time_bucket unnest var_pop week year';

/** DuckDB as the editor highlights it. */
export const DuckDB = SQLDialect.define({
  ...PostgreSQL.spec,
  keywords: `${PostgreSQL.spec.keywords ?? ''} ${KEYWORDS}`,
  types: TYPES,
  builtin: FUNCTIONS,
});

/** Functions offered while typing. */
export const OFFERED_FUNCTIONS = FUNCTIONS.split(' ');
