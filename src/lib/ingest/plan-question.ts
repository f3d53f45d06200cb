import type { PlanChoices } from './plan-choices';

/** Something planning cannot know for sure: what it took, why, and what else it could be. */
export interface PlanQuestion {
  about: 'day order' | 'zone' | 'decimal mark' | 'no value' | 'quality';
  /** What is to be decided, in a few words. */
  question: string;
  /** Why the first answer is the one found, in a sentence. */
  because: string;
  /** The answers, each with the choices that bring it about; the first is what was found. */
  options: { label: string; choices: PlanChoices }[];
  /** Position of the answer in force. */
  chosen: number;
}
