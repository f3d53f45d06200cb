/** Set in the writer's timeline when its engine is there, for profiles and tests. */
export const READY_MARK = 'writer ready';
