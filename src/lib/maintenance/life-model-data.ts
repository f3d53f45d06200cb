import type { LifeModel } from './life-model';
import model from './life-model.json';

/** What `npm run bench:maintenance -- --train` learnt. */
export const LIFE_MODEL = model as unknown as LifeModel;
