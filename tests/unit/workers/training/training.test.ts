/** The training worker without its worker: onnxruntime's WASM in Node plays both devices. */
import { describe, expect, it } from 'vitest';
import type { Provider } from '$lib/learn/models';
import type { DeviceTrial } from '$lib/models/device';
import { DeviceLostError } from '$lib/models/errors';
import type { Runtime, Trainer } from '$lib/models/runtime';
import type { TrainingNews, TrainingTask } from '$lib/rpc/training';
import type { KeptCheckpoint } from '$lib/store/model-types';
import { createTraining, type TrainingHost } from '../../../../workers/training/training';
import { correlatedColumns, FEATURES, PLAN, runtime } from '../../models/support/runtime';

function taskOf(change: Partial<TrainingTask> = {}): TrainingTask {
  return {
    fingerprint: 'plant',
    order: {
      name: 'autoencoder',
      config: { tags: FEATURES, hidden: [8], latent: 2 },
      plan: { ...PLAN, epochs: 3 },
      features: ['a', 'b', 'c', 'd', 'e', 'f'],
      ...{ targets: [], classes: [], stepSeconds: 60, start: 'seed 5' },
    },
    data: { columns: correlatedColumns(800), startMs: 0, labels: null },
    ...{ weights: null, device: 'auto', resume: false },
    ...change,
  };
}

/** A graphics device that is the processor: quicker by its clock, wrong or lost where a test wants it. */
function graphics(change: (trainer: Trainer) => Partial<Trainer>): Runtime {
  return {
    ...runtime,
    provider: 'webgpu',
    async openTrainer(model, batch, start) {
      const trainer = await runtime.openTrainer(model, batch, start);
      return { ...trainer, provider: 'webgpu', ...change(trainer) };
    },
  };
}

interface Kept {
  host: TrainingHost;
  checkpoints: Map<string, KeptCheckpoint>;
  trials: Map<string, DeviceTrial>;
}

function hostOf(gpu: Runtime | null, adapter: string | null = 'a card', checkpointMs = 0): Kept {
  const checkpoints = new Map<string, KeptCheckpoint>();
  const trials = new Map<string, DeviceTrial>();
  const host: TrainingHost = {
    loadRuntime: async (provider: Provider) => (provider === 'webgpu' && gpu ? gpu : runtime),
    adapterName: async () => (gpu ? adapter : null),
    readTrial: async (key) => trials.get(key),
    saveTrial: async (key, trial) => void trials.set(key, trial),
    readCheckpoint: async (_plant, name) => checkpoints.get(name),
    saveCheckpoint: async (_plant, name, kept) => void checkpoints.set(name, structuredClone(kept)),
    checkpointMs,
  };
  return { host, checkpoints, trials };
}

const ignore = () => undefined;
const fast = (): Partial<Trainer> => ({});

describe('a training', () => {
  it('runs on the processor where there is no graphics device, and says so', async () => {
    const news: TrainingNews[] = [];
    const trained = await createTraining(hostOf(null).host).train(taskOf(), (each) => void news.push(each));
    expect(trained.manifest).toMatchObject({ name: 'autoencoder', training: { start: 'seed 5' } });
    const device = news.find(({ kind }) => kind === 'device');
    expect(device).toMatchObject({
      device: { provider: 'wasm', why: expect.stringContaining('no graphics device') },
    });
    expect(news.flatMap((each) => (each.kind === 'doing' ? [each.doing] : []))).toEqual([
      'preparing readings',
      'choosing a device',
      'training',
      'judging',
    ]);
  });

  it('goes on from a checkpoint of the same readings to the same weights, and not from one of others', async () => {
    const whole = await createTraining(hostOf(null, null, 1e9).host).train(taskOf(), ignore);
    const kept = hostOf(null);
    let steps = 0;
    const cut = createTraining({
      ...kept.host,
      saveCheckpoint: async (...given) => {
        await kept.host.saveCheckpoint(...given);
        if (++steps === 20) cut.cancel();
      },
    });
    await expect(cut.train(taskOf(), ignore)).rejects.toThrow('abort');
    const resumed = await createTraining(kept.host).train(taskOf({ resume: true }), ignore);
    expect(resumed.weights).toEqual(whole.weights);
    const columns = correlatedColumns(800, 4);
    const others = await createTraining(kept.host).train(
      taskOf({ resume: true, data: { columns, startMs: 0, labels: null } }),
      ignore,
    );
    expect(others.manifest.training.validation).not.toBe(whole.manifest.training.validation);
  });

  it('goes on on the processor when the graphics device goes away, and ends with the same weights', async () => {
    let steps = 0;
    const lost = graphics((trainer) => ({
      step: async (...given) => {
        if (++steps === 30) throw new DeviceLostError('the graphics device went away');
        return trainer.step(...given);
      },
    }));
    const { host, trials } = hostOf(lost);
    const news: TrainingNews[] = [];
    const trained = await createTraining(host).train(
      taskOf({ device: 'webgpu' }),
      (each) => void news.push(each),
    );
    expect([...trials.values()][0].deviation).toBe(0);
    expect(news.find(({ kind }) => kind === 'notice')).toMatchObject({
      message:
        'The graphics device went away. The training goes on on the processor from its last checkpoint.',
    });
    const whole = await createTraining(hostOf(null).host).train(taskOf(), ignore);
    expect(trained.weights).toEqual(whole.weights);
    expect(trained.manifest.training.device).toContain('processor');
  });

  it.each([
    [
      'gives wrong numbers',
      graphics((trainer) => ({ step: async (...given) => ({ ...(await trainer.step(...given)), loss: 9 }) })),
      'wrong numbers',
    ],
    [
      'cannot open the model',
      { ...graphics(fast), openTrainer: async () => Promise.reject(new Error('no shader')) },
      'no shader',
    ],
  ])('runs on the processor when the graphics device %s', async (_name, gpu, words) => {
    const { host, trials } = hostOf(gpu as Runtime);
    const news: TrainingNews[] = [];
    await createTraining(host).train(taskOf(), (each) => void news.push(each));
    const device = news.find(({ kind }) => kind === 'device');
    expect(device).toMatchObject({ device: { provider: 'wasm', why: expect.stringContaining(words) } });
    expect(trials.size).toBe(1);
  });

  it('never tries a graphics device that is software', async () => {
    const { host, trials } = hostOf(graphics(fast), 'google swiftshader');
    await createTraining(host).train(taskOf(), ignore);
    expect(trials.size).toBe(0);
  });
});
