import type { Server } from 'node:http';

/** Serve a built site from `base` with the isolation headers; resolves once it listens. Port 0 takes a free one. */
export function serve(options: { port: number; base?: string; root?: string }): Promise<Server>;
