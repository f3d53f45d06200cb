import { createContext, untrack } from 'svelte';
import type { KeptAct, KeptAction } from '$lib/alarms/acts';
import type { AlarmDefinition } from '$lib/alarms/definition';
import { NO_EDITS, type AlarmEdits } from '$lib/alarms/edits';
import type { OperatorAction } from '$lib/alarms/journal-types';
import { buildRecord, type AlarmRecord, type RecordInput } from '$lib/alarms/record';
import type { AlarmScores } from '$lib/alarms/scores';
import * as memory from '$lib/store/alarm-memory';
import { NOBODY, type AlarmPerson } from '$lib/store/alarm-types';
import { readAnomalies } from '$lib/store/anomaly-memory';
import { readMachineSettings } from '$lib/store/machine-settings';
import type { Plant } from '$lib/store/plant-types';
import { planActs, planUndo, type ActTarget, type Planned } from './alarm-acts';
import { AlarmEvaluation } from './alarm-evaluation.svelte';
import { plantAlarms, scoresOf, type PlantAlarms } from './alarm-setup';
import { explain, type Explanation } from './explain';
import type { PlantState } from './plant.svelte';
import type { ReplayState } from './replay.svelte';
import type { UnitsState } from './units.svelte';

/** The wall clock is looked at this often: shelving ends by it. */
const CLOCK_MS = 15_000;
const EMPTY: AlarmRecord = { entries: [], alarms: [], occurrences: [], leftOut: [] };

/**
 * Alarms of the open plant at the moment that the pages see: judged over all history, with what people did about them.
 * Made once, in the layout.
 */
export class AlarmsState {
  edits = $state.raw<AlarmEdits>(NO_EDITS);
  actions = $state.raw<KeptAction[]>([]);
  person = $state.raw<AlarmPerson>(NOBODY);
  error = $state.raw<Explanation | null>(null);
  /** True while it is not known yet what is kept of the plant. */
  reading = $state(true);
  readonly evaluation = new AlarmEvaluation();

  alarms = $derived.by<PlantAlarms | null>(() => {
    void this.#plant.version;
    const { whole } = this.#plant;
    const { edits } = this;
    if (!whole || this.reading) return null;
    const { conditions } = this.#units;
    return plantAlarms(whole, { edits, inverted: this.#inverted, conditions, scores: this.#scores });
  });

  /** Detectors whose scores alarms can judge. */
  detectors = $derived.by(() => this.#scores?.detectors.map(({ detector }) => detector) ?? []);

  /** The moment that is seen, ms: the clock of a replay, else now, never before the end of the data. */
  nowMs = $derived.by(() => {
    const endMs = this.#plant.info?.endMs ?? 0;
    return this.#replay.active ? endMs : Math.max(this.#wallMs, endMs);
  });

  #plant: PlantState;
  #replay: ReplayState;
  #units: UnitsState;
  #inverted = $state.raw<readonly string[]>([]);
  #scores = $state.raw<AlarmScores | null>(null);
  #wallMs = $state(Date.now());

  /** Scores are known from the end of their search on. */
  #scoresKnown = $derived(this.#scores !== null && this.nowMs >= this.#scores.knownMs);
  #events = $derived.by(() => {
    const events = this.evaluation.current?.events ?? [];
    const { byId } = this.alarms ?? {};
    if (this.#scoresKnown) return events;
    return events.filter(({ alarm }) => byId?.get(alarm)?.kind !== 'anomaly');
  });
  /** What changes whenever the record does: a replay's clock moves far more often. */
  #cut = $derived.by(() => {
    const now = this.nowMs;
    const before = (all: readonly { atMs: number }[]) => all.filter(({ atMs }) => atMs <= now).length;
    const ends = this.actions.filter(
      (one) => one.kind === 'act' && one.action.kind === 'shelve' && one.action.untilMs <= now,
    ).length;
    return `${before(this.#events)} ${before(this.actions)} ${ends}`;
  });
  #input = $derived.by<RecordInput>(() => {
    void this.#cut;
    const alarms = [...(this.alarms?.byId.keys() ?? [])];
    const nowMs = untrack(() => this.nowMs);
    return { alarms, events: this.#events, actions: this.actions, nowMs };
  });
  record = $derived.by(() => (this.alarms ? buildRecord(this.#input) : EMPTY));

  /** To be made while a component is set up: it follows the open plant from then on. */
  constructor(plant: PlantState, replay: ReplayState, units: UnitsState) {
    [this.#plant, this.#replay, this.#units] = [plant, replay, units];
    $effect(() => this.#follow(plant.whole));
    $effect(() => this.#judge(plant.whole, this.alarms));
    $effect(() => {
      const timer = setInterval(() => (this.#wallMs = Date.now()), CLOCK_MS);
      return () => clearInterval(timer);
    });
  }

  #follow(whole: Plant | null): () => void {
    let current = true;
    untrack(() => {
      [this.edits, this.actions, this.error, this.reading] = [NO_EDITS, [], null, true];
      [this.#inverted, this.#scores] = [[], null];
      this.evaluation.forget();
    });
    if (whole) void this.#read(whole.info.fingerprint, () => current);
    const stop = memory.watchAlarms((changed) => {
      if (whole?.info.fingerprint === changed) void this.#reread(changed, () => current);
    });
    return () => {
      current = false;
      stop();
    };
  }

  async #read(fingerprint: string, isCurrent: () => boolean): Promise<void> {
    try {
      const [person, kept] = await Promise.all([
        memory.readAlarmPerson(),
        memory.readEvaluation(fingerprint),
        this.#reread(fingerprint, isCurrent),
        this.#readBasis(fingerprint, isCurrent),
      ]);
      if (!isCurrent()) return;
      this.person = person;
      this.evaluation.take(kept);
    } catch (error) {
      if (isCurrent()) this.error = explain(error);
    } finally {
      if (isCurrent()) this.reading = false;
    }
  }

  async #reread(fingerprint: string, isCurrent: () => boolean): Promise<void> {
    const [edits, actions] = await Promise.all([
      memory.readAlarmEdits(fingerprint),
      memory.readAlarmActions(fingerprint),
    ]);
    if (isCurrent()) [this.edits, this.actions] = [edits, actions];
  }

  async #readBasis(fingerprint: string, isCurrent: () => boolean): Promise<void> {
    const [{ inverted }, [newest]] = await Promise.all([
      readMachineSettings(fingerprint),
      readAnomalies(fingerprint),
    ]);
    if (isCurrent()) [this.#inverted, this.#scores] = [inverted, scoresOf(newest)];
  }

  #judge(whole: Plant | null, alarms: PlantAlarms | null): void {
    const scores = this.#scores;
    if (!whole || !alarms) return;
    untrack(() => {
      const hosted = this.#plant.record?.url !== undefined;
      this.evaluation.want(whole, { definitions: alarms.judged, scores }, hosted);
    });
  }

  /** Look again at what other pages keep: searches for anomalies, safety signals turned round. */
  refresh(): void {
    const fingerprint = this.#plant.whole?.info.fingerprint;
    if (fingerprint === undefined || this.reading) return;
    const isCurrent = () => this.#plant.whole?.info.fingerprint === fingerprint;
    this.#readBasis(fingerprint, isCurrent).catch((error) => (this.error = explain(error)));
  }

  /** Act on alarms, as far as their state allows it; what was done is kept. */
  act(targets: readonly ActTarget[], action: OperatorAction, by: string, note: string): Planned {
    const planned = planActs(this.#seen(), targets, action, this.#doing(by, note), makeId);
    this.#keep(planned.actions);
    return planned;
  }

  /** Take back what was done last. */
  undo(by: string): Planned & { of: KeptAct[] } {
    const planned = planUndo(this.#seen(), this.#doing(by, ''), makeId);
    this.#keep(planned.actions);
    return planned;
  }

  #seen = (): RecordInput => ({ ...this.#input, nowMs: this.actingMs });

  /** When something that is done now is done, in the plant's time, ms. */
  get actingMs(): number {
    return this.#replay.active ? this.nowMs : Math.max(Date.now(), this.nowMs);
  }

  #doing = (by: string, note: string) => ({ by, note, atMs: this.actingMs, doneMs: Date.now() });

  #keep(actions: readonly KeptAction[]): void {
    const fingerprint = this.#plant.whole?.info.fingerprint;
    if (fingerprint === undefined || actions.length === 0) return;
    this.#wallMs = Date.now();
    this.actions = [...this.actions, ...actions];
    memory.addAlarmActions(fingerprint, actions).catch((error) => (this.error = explain(error)));
  }

  /** Change the definitions. */
  edit(edits: AlarmEdits): void {
    const fingerprint = this.#plant.whole?.info.fingerprint;
    if (fingerprint === undefined) return;
    this.edits = edits;
    memory.saveAlarmEdits(fingerprint, edits).catch((error) => (this.error = explain(error)));
  }

  /** Change what holds for this browser. */
  choose(change: Partial<AlarmPerson>): void {
    this.person = { ...this.person, ...change };
    memory.saveAlarmPerson(this.person).catch((error) => (this.error = explain(error)));
  }

  /** The definition of an alarm, undefined when it is gone. */
  definition = (id: string): AlarmDefinition | undefined => this.alarms?.byId.get(id);
}

/** `randomUUID` is missing on pages that are not secure. */
const makeId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

/** The alarms of the open plant, given to all pages by the layout. */
export const [useAlarms, provideAlarms] = createContext<AlarmsState>();
