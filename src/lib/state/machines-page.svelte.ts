import { untrack } from 'svelte';
import type { TimeRange } from '$lib/ingest/types';
import type { MachineBuckets } from '$lib/plant/machines-columns';
import { summariseStates, type MachineName, type StateThresholds } from '$lib/plant/states';
import type { MachineSettings } from '$lib/store/machine-settings';
import type { Plant } from '$lib/store/plant-types';
import type { App } from './context';
import { Loader } from './loader.svelte';
import { columnOf, machineSource, type MachineSource, type SourceColumn } from './machines-read';
import { MachineSettingsState } from './machines-settings.svelte';
import { readStates, type MachineStates } from './machines-states';
import type { UnitsState } from './units.svelte';

const DAY_MS = 86_400_000;
const AROUND_MS = 600_000;

/** What is learnt of every machine. */
export interface MachineHistory {
  thresholds: StateThresholds;
  buckets: MachineBuckets;
  /** Percent of the time in which the run bit and the other signal disagree, NaN when one is missing. */
  disagreePercent: number;
}

/** What differs from machine to machine. */
export interface MachineWork<H, P> {
  machine: MachineName;
  /** Learn from the whole history. */
  learn(plant: Plant, source: MachineSource, settings: MachineSettings, signal: AbortSignal): Promise<H>;
  /** Read and compute the period shown. */
  read(
    plant: Plant,
    source: MachineSource,
    history: H,
    settings: MachineSettings,
    range: TimeRange,
    signal: AbortSignal,
  ): Promise<P>;
}

/**
 * A machine's page: what it learns from the whole history, reads of the period shown, and is told by the person. Made
 * while the page is set up. In a replay it learns anew once a day of the plant's time.
 */
export class MachinePage<H extends MachineHistory, P> {
  readonly settings = new MachineSettingsState();

  readonly #app: App;
  readonly #units: UnitsState;
  readonly #work: MachineWork<H, P>;
  readonly #learning = new Loader<{ fingerprint: string; history: H }>();
  readonly #period = new Loader<{ fingerprint: string; period: P }>();
  readonly #states = new Loader<{ fingerprint: string; states: MachineStates | null }>();

  #fingerprint = $derived.by(() => this.#app.plant.info?.fingerprint ?? null);
  /** The sensors by the mapping in force; null while no plant is open. */
  source = $derived.by(() => {
    const { plant, version } = this.#app.plant;
    void version;
    const { powerTag } = this.settings.value;
    return plant && machineSource(plant, this.#work.machine, this.#units.conditions, powerTag);
  });
  /** Whether any sensor of the machine itself is known. */
  mapped = $derived.by(
    () =>
      this.source?.columns.some(({ tag }) => tag.canonical?.startsWith(`${this.#work.machine}.`)) ?? false,
  );
  /** What was learnt of the open plant; null until it is. */
  history = $derived.by(() => this.#of(this.#learning.data)?.history ?? null);
  period = $derived.by(() => this.#of(this.#period.data)?.period ?? null);
  states = $derived.by(() => this.#of(this.#states.data)?.states ?? null);
  summary = $derived.by(() => this.states && summariseStates(this.states.intervals));
  loading = $derived.by(() => this.#period.loading);
  statesLoading = $derived.by(() => this.#states.loading);
  errors = $derived.by(() =>
    [this.#learning, this.#period, this.#states]
      .map(({ error }) => error)
      .filter((error, at, all) => error !== '' && all.indexOf(error) === at),
  );
  /** True until the period was computed for the first time. */
  waiting = $derived.by(() => this.period === null && this.errors.length === 0);
  statesWaiting = $derived.by(() => this.#of(this.#states.data) === null && this.errors.length === 0);

  constructor(app: App, units: UnitsState, work: MachineWork<H, P>) {
    this.#app = app;
    this.#units = units;
    this.#work = work;
    $effect(() => {
      if (this.#fingerprint !== null) void this.settings.follow(this.#fingerprint);
    });
    $effect(() => this.#learn());
    $effect(() => this.#read());
    $effect(() => this.#readStates());
  }

  #of<T extends { fingerprint: string }>(data: T | null): T | null {
    return data?.fingerprint === this.#fingerprint ? data : null;
  }

  #motor = $derived.by(() => this.settings.value.motor);
  #reference = $derived.by(() => this.settings.value.reference);
  #powerTag = $derived.by(() => this.settings.value.powerTag);
  /** Day up to which the plant is known: a replay's clock moves it. */
  #day = $derived.by(() => Math.floor((this.#app.plant.info?.endMs ?? 0) / DAY_MS));

  #learn() {
    void [this.#motor, this.#reference, this.#powerTag, this.#day, this.#app.plant.version];
    void this.#units.conditions;
    const [fingerprint, ready, mapped] = [this.#fingerprint, this.settings.ready, this.mapped];
    const [plant, source, settings] = untrack(() => [
      this.#app.plant.plant,
      this.source,
      this.settings.value,
    ]);
    if (fingerprint === null || !ready || !mapped || !plant || !source) return;
    return this.#learning.load(
      async (signal) => ({
        fingerprint,
        history: await this.#work.learn(plant, source, settings, signal),
      }),
      this.#app.replay.playing,
    );
  }

  #read() {
    const { plant } = this.#app.plant;
    const [source, history, range] = [this.source, this.history, this.#app.view.range];
    void this.#motor;
    const settings = untrack(() => this.settings.value);
    if (!plant || !source || !history || !range) return;
    return this.#period.load(
      async (signal) => ({
        fingerprint: plant.info.fingerprint,
        period: await this.#work.read(plant, source, history, settings, range, signal),
      }),
      this.#app.replay.playing,
    );
  }

  #readStates() {
    const { plant } = this.#app.plant;
    const [source, history, range] = [this.source, this.history, this.#app.view.range];
    if (!plant || !source || !history || !range) return;
    return this.#states.load(
      async (signal) => ({
        fingerprint: plant.info.fingerprint,
        states: await readStates(plant, source, history.thresholds, range, signal),
      }),
      this.#app.replay.playing,
    );
  }

  /** A column by its name, null when it cannot be read. */
  column(name: string): SourceColumn | null {
    return this.source && columnOf(this.source, name);
  }

  /** Header of a column's sensor, or that there is none. */
  header(name: string): string {
    return this.column(name)?.tag.header ?? `${name} not mapped`;
  }

  /** Learn from a period, null to find the healthy part. */
  learnFrom(range: TimeRange | null): void {
    const reference = { ...this.settings.value.reference, [this.#work.machine]: range };
    void this.settings.change({ reference });
  }

  /** Show ten minutes before and after an instant. */
  showAround(ms: number): void {
    this.#app.view.setRange({ fromMs: ms - AROUND_MS, toMs: ms + AROUND_MS });
  }
}

/** What a machine's page shows of the app around it; `range` is null while no plant is open. */
export function machineFrame({ plant, view }: App) {
  const { plant: open, bounds, name, status, starting } = plant;
  return {
    plant: {
      ...{ name, status, starting },
      bounds: bounds && { fromMs: bounds.firstMs, toMs: bounds.endMs },
    },
    range: open && view.range,
    zone: view.zone,
    samplingSeconds: open?.info.samplingIntervalSeconds ?? 0,
    onrange: (range: TimeRange) => view.setRange(range),
    onreset: () => view.setPreset('all'),
  };
}
