import { createContext } from 'svelte';
import type { ModelName } from '$lib/learn/models/model-types';
import type { DeviceChoice, DeviceUsed } from '$lib/models/device';
import type { ModelManifest } from '$lib/models/manifest';
import { MODELS } from '$lib/models/registry';
import type { TrainProgress } from '$lib/models/train-types';
import type { TrainingNews } from '$lib/rpc/training';
import {
  chooseModel,
  readChosen,
  readDevices,
  readManifests,
  readTrainings,
  removeModel,
  removeTraining,
  saveDevice,
} from '$lib/store/model-memory';
import { readShipped } from '$lib/store/model-shipped';
import type { TrainingRun, TrainingWish } from '$lib/store/model-training';
import type { KeptTraining } from '$lib/store/model-types';
import type { Plant } from '$lib/store/plant-types';
import { isAbort, type Explanation } from './explain';
import { explainModel } from './models-words';
import type { PlantState } from './plant.svelte';

/** A training under way, as the page shows it. */
export interface TrainingShown {
  name: ModelName;
  fingerprint: string;
  /** What is being done, in words. */
  doing: string;
  /** Share of the readings that was read; null once all are. */
  read: number | null;
  progress: TrainProgress | null;
  device: DeviceUsed | null;
  notice: string;
  /** What its weights start from. */
  start: string;
  /** Whether it goes on from a checkpoint. */
  resumed: boolean;
  paused: boolean;
}

/** Models of the open plant, and the training under way, which goes on while other pages are looked at. */
export class ModelsState {
  /** Cards of the plant's own models, the newest first. */
  manifests = $state.raw<ModelManifest[]>([]);
  chosen = $state.raw<Partial<Record<ModelName, string>>>({});
  devices = $state.raw<Partial<Record<ModelName, DeviceChoice>>>({});
  /** Cards of shipped weights; null where the site ships none, undefined while not looked up. */
  shipped = $state.raw<Partial<Record<ModelName, ModelManifest | null>>>({});
  /** Trainings that were begun and are not under way. */
  broken = $state.raw<KeptTraining[]>([]);
  training = $state.raw<TrainingShown | null>(null);
  errors = $state.raw<Partial<Record<ModelName, Explanation>>>({});
  error = $state.raw<Explanation | null>(null);
  reading = $state(true);

  readonly #plant: PlantState;
  readonly #site: string;
  #run: TrainingRun | null = null;
  #controller: AbortController | null = null;
  #looked = false;

  /**
   * To be made while a component is set up: it follows the open plant from then on.
   * @param site address of the site, ending in /
   */
  constructor(plant: PlantState, site: string) {
    this.#plant = plant;
    this.#site = site;
    $effect(() => this.#follow(plant.whole));
  }

  #follow(whole: Plant | null): () => void {
    let current = true;
    [this.manifests, this.chosen, this.broken, this.reading] = [[], {}, [], true];
    if (whole) void this.#begin(whole, () => current);
    return () => (current = false);
  }

  async #begin(whole: Plant, isCurrent: () => boolean): Promise<void> {
    const { fingerprint } = whole.info;
    try {
      await this.#read(fingerprint, isCurrent);
      const running = this.broken.find(({ paused }) => !paused);
      if (isCurrent() && running && !this.training) void this.resume(running.order.name);
    } catch (error) {
      if (isCurrent()) this.error = explainModel(error);
    } finally {
      if (isCurrent()) this.reading = false;
    }
  }

  async #read(fingerprint: string, isCurrent: () => boolean): Promise<void> {
    const [manifests, chosen, devices, trainings] = await Promise.all([
      readManifests(fingerprint),
      readChosen(fingerprint),
      readDevices(),
      readTrainings(fingerprint),
    ]);
    if (!isCurrent()) return;
    [this.manifests, this.chosen, this.devices] = [manifests, chosen, devices];
    this.broken = trainings.filter(({ order }) => !this.#isUnderWay(fingerprint, order.name));
  }

  #isUnderWay = (fingerprint: string, name: ModelName): boolean =>
    this.training?.fingerprint === fingerprint && this.training.name === name;

  /** Read again what is kept of the open plant. */
  async refresh(): Promise<void> {
    const fingerprint = this.#plant.whole?.info.fingerprint;
    if (fingerprint === undefined) return;
    await this.#read(fingerprint, () => this.#plant.whole?.info.fingerprint === fingerprint);
  }

  /** Look once which weights the site ships. */
  async lookForShipped(): Promise<void> {
    if (this.#looked) return;
    this.#looked = true;
    for (const { name } of MODELS) {
      try {
        this.shipped = { ...this.shipped, [name]: await readShipped(this.#site, name) };
      } catch (error) {
        this.#fail(name, error);
      }
    }
  }

  /** Version in use of a model; null when it was never trained on this plant. */
  inUse(name: ModelName): ModelManifest | null {
    const versions = this.manifests.filter((manifest) => manifest.name === name);
    return versions.find(({ version }) => version === this.chosen[name]) ?? versions[0] ?? null;
  }

  /** Train a model on the open plant. A failure ends in `errors`. */
  async train(wish: TrainingWish): Promise<void> {
    const plant = this.#plant.whole;
    if (!plant) return;
    await this.#underTakes(
      plant,
      wish.name,
      wish.shipped ? `shipped weights ${wish.shipped.version}` : '',
      async (store, signal) => {
        const onread = (share: number) => this.#show({ read: share });
        const { kept, data } = await store.beginTraining(plant, this.#site, wish, signal, onread);
        return { kept, data, resume: false };
      },
    );
  }

  /** Go on with a training that was cut off. */
  async resume(name: ModelName): Promise<void> {
    const plant = this.#plant.whole;
    const kept = this.broken.find(({ order }) => order.name === name);
    if (!plant || !kept) return;
    await this.#underTakes(plant, name, kept.order.start, async (store, signal) => {
      this.#show({ resumed: true });
      const onread = (share: number) => this.#show({ read: share });
      const data = await store.readAgain(plant, kept, signal, onread);
      return { kept: { ...kept, paused: false }, data, resume: true };
    });
  }

  async #underTakes(plant: Plant, name: ModelName, start: string, prepare: Prepare): Promise<void> {
    if (this.training) return;
    const { fingerprint } = plant.info;
    const controller = new AbortController();
    this.#controller = controller;
    this.broken = this.broken.filter(({ order }) => order.name !== name);
    this.errors = { ...this.errors, [name]: undefined };
    this.training = {
      ...{ name, fingerprint, doing: 'reading', read: 0, progress: null, device: null },
      ...{ notice: '', start, resumed: false, paused: false },
    };
    try {
      await alone(`biogas-training ${fingerprint} ${name}`, async () => {
        const store = await import('$lib/store/model-training');
        const { kept, data, resume } = await prepare(store, controller.signal);
        controller.signal.throwIfAborted();
        this.#show({ read: null, start: kept.order.start });
        this.#run = store.runTraining(kept, data, resume, (news) => this.#hear(news));
        await this.#run.done;
      });
    } catch (error) {
      if (!isAbort(error)) this.#fail(name, error);
    } finally {
      [this.training, this.#run, this.#controller] = [null, null, null];
      await this.refresh().catch((error) => this.#fail(name, error));
    }
  }

  #show(change: Partial<TrainingShown>): void {
    if (this.training) this.training = { ...this.training, ...change };
  }

  #hear(news: TrainingNews): void {
    switch (news.kind) {
      case 'doing':
        return this.#show({ doing: news.doing });
      case 'device':
        return this.#show({ device: news.device });
      case 'progress':
        return this.#show({ progress: news.progress });
      case 'notice':
        return this.#show({ notice: news.message });
    }
    news satisfies never;
  }

  #fail(name: ModelName, error: unknown): void {
    this.errors = { ...this.errors, [name]: explainModel(error) };
  }

  /** Hold the training up, or let it go on. */
  pause(paused: boolean): void {
    this.#run?.pause(paused);
    this.#show({ paused });
  }

  /** End the training with the best weights so far. */
  finish(): void {
    this.#run?.finish();
    this.#show({ doing: 'ending', paused: false });
  }

  /** Give the training up. */
  cancel(): void {
    this.#controller?.abort();
    this.#run?.cancel();
  }

  /** Forget a training that was cut off. */
  async forget(name: ModelName): Promise<void> {
    const fingerprint = this.#plant.whole?.info.fingerprint;
    if (fingerprint === undefined) return;
    await removeTraining(fingerprint, name);
    await this.refresh();
  }

  async #change(name: ModelName, work: (fingerprint: string) => Promise<void>): Promise<void> {
    const fingerprint = this.#plant.whole?.info.fingerprint;
    if (fingerprint === undefined) return;
    try {
      await work(fingerprint);
      await this.refresh();
    } catch (error) {
      this.#fail(name, error);
    }
  }

  /** Use a version. */
  choose = (name: ModelName, version: string): Promise<void> =>
    this.#change(name, (fingerprint) => chooseModel(fingerprint, name, version));

  /** Forget a version. */
  remove = (manifest: ModelManifest): Promise<void> =>
    this.#change(manifest.name, (fingerprint) => removeModel(fingerprint, manifest));

  /** Forget all versions of a model. */
  reset = (name: ModelName): Promise<void> =>
    this.#change(name, async (fingerprint) => {
      for (const manifest of this.manifests.filter((each) => each.name === name))
        await removeModel(fingerprint, manifest);
    });

  /** Say where a model shall run. */
  async chooseDevice(name: ModelName, choice: DeviceChoice): Promise<void> {
    this.devices = { ...this.devices, [name]: choice };
    await saveDevice(name, choice).catch((error) => this.#fail(name, error));
  }
}

type Store = typeof import('$lib/store/model-training');
type Prepare = (
  store: Store,
  signal: AbortSignal,
) => Promise<{ kept: KeptTraining; data: Parameters<Store['runTraining']>[1]; resume: boolean }>;

/** Work that only one tab does at a time. @throws Error when another tab is at it */
async function alone(name: string, work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work();
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (!lock) throw new Error('another tab is training this model');
    await work();
  });
}

/** The models' state, given to all pages by the layout. */
export const [useModels, provideModels] = createContext<ModelsState>();
