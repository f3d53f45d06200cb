import { BROWSER_RUNTIME, DuckDBDataProtocol } from 'duckdb-browser-blocking';
import { HostedFile } from './hosted-file';

const files = new Map<string, HostedFile>();

/** A synchronous request, as the engine's own reads are. */
function askRange(url: string, first: number, last: number): Uint8Array {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.responseType = 'arraybuffer';
  request.setRequestHeader('Range', `bytes=${first}-${last}`);
  request.send();
  if (request.status === 416) return new Uint8Array(0);
  if (request.status !== 206)
    throw new Error(
      `${new URL(url).host} answered ${request.status} instead of 206 to a request for a byte range`,
    );
  return new Uint8Array(request.response as ArrayBuffer);
}

/** The engine reads addresses by its own code, 16, 64 and 256 KB at a time; from here on by `HostedFile`. */
function takeOver(): void {
  const { readFile } = BROWSER_RUNTIME;
  BROWSER_RUNTIME.readFile = (engine, id, buffer, bytes, at) => {
    const { dataProtocol, dataUrl } = BROWSER_RUNTIME.getFileInfo(engine, id) ?? {};
    const file = dataProtocol === DuckDBDataProtocol.HTTP && dataUrl ? files.get(dataUrl) : undefined;
    if (!file) return readFile(engine, id, buffer, bytes, at);
    return file.read(engine.HEAPU8.subarray(buffer, buffer + bytes), at);
  };
}

/**
 * From here on the engine reads this address by few and large ranges, in place of the one before; and a file of the site
 * itself that the browser has kept, as the simulated plant is for use without network, by no request at all.
 */
export function readHosted(url: string): void {
  if (files.size === 0) takeOver();
  files.clear();
  const file = new HostedFile((first, last) => askRange(url, first, last));
  files.set(url, file);
  if (new URL(url).origin === location.origin) void takeKept(url, file);
}

const bytesOf = (part: Blob) => new Uint8Array(new FileReaderSync().readAsArrayBuffer(part));

async function takeKept(url: string, file: HostedFile): Promise<void> {
  const kept = await fetch(url, { cache: 'only-if-cached', mode: 'same-origin' })
    .then((response) => (response.status === 200 ? response.blob() : null))
    // A browser may answer so when nothing is kept.
    .catch((error: unknown) => {
      if (error instanceof TypeError) return null;
      throw error;
    });
  if (kept) file.askInstead((first, last) => bytesOf(kept.slice(first, last + 1)));
}
