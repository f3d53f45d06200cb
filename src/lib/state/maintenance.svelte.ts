import { candidatesOf, classifiedFaults } from '$lib/maintenance/candidates';
import type { ComponentId } from '$lib/maintenance/components';
import type { WorkEvent } from '$lib/maintenance/events';
import type { MaintenanceProgress } from '$lib/maintenance/judge-types';
import { predictionsOf } from '$lib/maintenance/predictions';
import { readEnergySettings } from '$lib/store/energy-settings';
import { DEFAULT_ENERGY } from '$lib/store/energy-types';
import { readMachineSettings, type MachineSettings } from '$lib/store/machine-settings';
import {
  changeEvents,
  readEvents,
  readJudgement,
  readMaintenanceSettings,
  saveJudgement,
  writeMaintenanceSettings,
} from '$lib/store/maintenance-memory';
import {
  DEFAULT_MAINTENANCE,
  type KeptJudgement,
  type MaintenanceSettings,
} from '$lib/store/maintenance-types';
import type { Plant } from '$lib/store/plant-types';
import type { App } from './context';
import { explain, isAbort, type Explanation } from './explain';
import type { FaultsState } from './faults.svelte';
import { namedFaults, type NamedFaultOfSearch } from './maintenance-candidates';
import { judgementKey, keepRows, runMaintenance, type JudgedBy } from './maintenance-run';
import type { UnitsState } from './units.svelte';

const DAY_MS = 86_400_000;
/** Rows are written once a person has stopped changing things. */
const SETTLE_MS = 1500;

/** What is remembered of the open plant. */
interface Memory {
  fingerprint: string;
  events: WorkEvent[];
  settings: MaintenanceSettings;
  reference: MachineSettings['reference'];
  currency: string;
  named: NamedFaultOfSearch[];
}

/**
 * Maintenance of the open plant: judged anew whenever what it goes by changes, in a replay once a day of the plant's time.
 * Made while the page is set up; what is under way ends with the page.
 */
export class MaintenanceState {
  progress = $state.raw<MaintenanceProgress | null>(null);
  error = $state.raw<Explanation | null>(null);
  /** True until it is known what was entered and judged before. */
  reading = $state(true);

  readonly #app: App;
  readonly #units: UnitsState;
  readonly #faults: FaultsState;
  #memory = $state.raw<Memory | null>(null);
  #kept = $state.raw<{ fingerprint: string; kept: KeptJudgement } | null>(null);
  #controller: AbortController | null = null;
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** The judgement that a person broke off; not begun again by itself. */
  #brokenOff = $state<string | null>(null);

  #fingerprint = $derived.by(() => this.#app.plant.info?.fingerprint ?? null);
  #own = $derived.by(() => (this.#memory?.fingerprint === this.#fingerprint ? this.#memory : null));
  /** The judgement shown: in a replay never one of later than its clock. */
  judgement = $derived.by(() => {
    const endMs = this.#app.plant.info?.endMs ?? 0;
    if (this.#kept?.fingerprint !== this.#fingerprint) return null;
    const { judgement } = this.#kept.kept;
    return judgement.nowMs <= endMs ? judgement : null;
  });
  tookMs = $derived.by(() => this.#kept?.kept.tookMs ?? NaN);
  judgedMs = $derived.by(() => this.#kept?.kept.judgedMs ?? NaN);
  settings = $derived.by(() => this.#own?.settings ?? DEFAULT_MAINTENANCE);
  #classified = $derived.by(() => {
    const { run } = this.#faults;
    return run && run.fingerprint === this.#fingerprint ? classifiedFaults(run.over) : [];
  });
  /** Components that anomalies and fault classes point at; in a replay by what was asked of what is before its clock. */
  candidates = $derived.by(() => {
    const endMs = this.#app.plant.info?.endMs ?? 0;
    const causes = this.#own?.named.filter(({ untilMs }) => untilMs <= endMs) ?? [];
    return candidatesOf([...causes, ...this.#classified], endMs);
  });
  currency = $derived.by(() => this.#own?.currency ?? DEFAULT_ENERGY.currency);
  /** Work that was entered by the plant's time shown. */
  events = $derived.by(() => {
    const endMs = this.#app.plant.info?.endMs ?? 0;
    const events = this.#own?.events ?? [];
    return this.#app.replay.clock === null ? events : events.filter(({ enteredMs }) => enteredMs <= endMs);
  });
  predictions = $derived.by(() =>
    this.judgement ? predictionsOf(this.judgement, this.settings.downtimes) : [],
  );

  constructor(app: App, units: UnitsState, faults: FaultsState) {
    this.#app = app;
    this.#units = units;
    this.#faults = faults;
    $effect(() => this.#follow(this.#app.plant.whole));
    $effect(() => this.#judgeWhenNeeded());
    $effect(() => () => this.#stop());
  }

  #follow(whole: Plant | null): () => void {
    let current = true;
    [this.#memory, this.#kept, this.error, this.reading, this.#brokenOff] = [null, null, null, true, null];
    if (whole) void this.#read(whole.info.fingerprint, () => current);
    return () => {
      current = false;
      this.#stop();
    };
  }

  async #read(fingerprint: string, isCurrent: () => boolean): Promise<void> {
    try {
      const [events, settings, machines, energy, named, kept] = await Promise.all([
        readEvents(fingerprint),
        readMaintenanceSettings(fingerprint),
        readMachineSettings(fingerprint),
        readEnergySettings(fingerprint),
        namedFaults(fingerprint),
        readJudgement(fingerprint),
      ]);
      if (!isCurrent()) return;
      const { currency } = energy;
      const { reference } = machines;
      this.#memory = { fingerprint, events, settings, reference, currency, named };
      this.#kept = kept && { fingerprint, kept };
    } catch (error) {
      if (isCurrent()) this.error = explain(error);
    } finally {
      if (isCurrent()) this.reading = false;
    }
  }

  #by(memory: Memory): JudgedBy {
    const { settings, reference } = memory;
    return { conditions: this.#units.conditions, settings, reference, events: this.events };
  }

  /** What a new judgement would be made by; a replay's clock changes it once a day only. */
  #wanted = $derived.by(() => {
    const { plant, version } = this.#app.plant;
    void version;
    if (!plant || !this.#own) return null;
    const whole = judgementKey(plant, this.#by(this.#own));
    if (this.#app.replay.clock === null) return whole;
    const day = Math.floor(plant.info.endMs / DAY_MS);
    const endMs = day * DAY_MS;
    return judgementKey({ ...plant, info: { ...plant.info, endMs } }, this.#by(this.#own));
  });
  #madeBy = $state<string | null>(null);

  #judgeWhenNeeded(): void {
    const wanted = this.#wanted;
    if (wanted === null || wanted === this.#brokenOff) return;
    if (this.judgement && (wanted === this.#kept?.kept.key || wanted === this.#madeBy)) return;
    queueMicrotask(() => void this.run());
  }

  /** Judge the plant as it is known now. A failure ends in `error`. */
  async run(): Promise<void> {
    const { plant } = this.#app.plant;
    const [memory, wanted] = [this.#own, this.#wanted];
    if (!plant || !memory) return;
    this.#controller?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    this.#controller = controller;
    [this.error, this.#brokenOff] = [null, null];
    this.progress = { fraction: 0, doing: 'reading hours' };
    try {
      const onprogress = (progress: MaintenanceProgress) => {
        if (!signal.aborted) this.progress = progress;
      };
      const kept = await runMaintenance(plant, this.#by(memory), { signal, onprogress });
      signal.throwIfAborted();
      this.#madeBy = wanted;
      await this.#keep(memory.fingerprint, kept);
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      [this.error, this.#brokenOff] = [explain(error), wanted];
    } finally {
      if (this.#controller === controller) [this.#controller, this.progress] = [null, null];
    }
  }

  async #keep(fingerprint: string, kept: KeptJudgement): Promise<void> {
    this.#kept = { fingerprint, kept };
    if (this.#app.replay.clock !== null) return;
    await saveJudgement(fingerprint, kept);
    this.#writeRows();
  }

  /** Rows for SQL and the API; not in a replay, whose judgement is of the past. */
  #writeRows(): void {
    const [memory, kept] = [this.#memory, this.#kept];
    if (!memory || !kept || this.#app.replay.clock !== null) return;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      keepRows(memory.fingerprint, kept.kept.judgement, memory.events, memory.settings).catch(
        (error) => (this.error = explain(error)),
      );
    }, SETTLE_MS);
  }

  #stop(): void {
    this.#controller?.abort();
    [this.#controller, this.progress] = [null, null];
  }

  /** Give up the judgement under way; what was judged before stays. */
  cancel(): void {
    this.#brokenOff = this.#wanted;
    this.#stop();
  }

  /** Add or replace a piece of work. */
  async put(...events: WorkEvent[]): Promise<void> {
    const stays = ({ id }: WorkEvent) => !events.some((event) => event.id === id);
    await this.#change((known) => [...known.filter(stays), ...events]);
  }

  async remove(id: string): Promise<void> {
    await this.#change((known) => known.filter((event) => event.id !== id));
  }

  async #change(change: (events: WorkEvent[]) => WorkEvent[]): Promise<void> {
    const memory = this.#memory;
    if (!memory) return;
    try {
      const events = await changeEvents(memory.fingerprint, change);
      if (this.#memory?.fingerprint === memory.fingerprint) this.#memory = { ...this.#memory, events };
      this.#writeRows();
    } catch (error) {
      this.error = explain(error);
    }
  }

  /** Change what a person says of the plant's maintenance. */
  async say(change: Partial<MaintenanceSettings>): Promise<void> {
    const memory = this.#memory;
    if (!memory) return;
    const settings = { ...memory.settings, ...change };
    this.#memory = { ...memory, settings };
    try {
      await writeMaintenanceSettings(memory.fingerprint, settings);
      this.#writeRows();
    } catch (error) {
      this.error = explain(error);
    }
  }

  /** Set the residual at which an indicator's component counts as failed; null for the model's. */
  setLimit(indicator: string, value: number | null): Promise<void> {
    const limits = { ...this.settings.limits };
    if (value === null) delete limits[indicator];
    else limits[indicator] = value;
    return this.say({ limits });
  }

  setDowntime(component: ComponentId, hours: number | null): Promise<void> {
    const downtimes = { ...this.settings.downtimes };
    if (hours === null) delete downtimes[component];
    else downtimes[component] = hours;
    return this.say({ downtimes });
  }
}
