/** Files of a person's, with handles where the browser gives them: a handle outlives the visit. */

/** A picked or dropped file; `handle` is null where the browser gives none. */
export interface PickedFile {
  file: File;
  handle: FileSystemFileHandle | null;
  /** Name of its copy in OPFS, for a file that was downloaded there. */
  copy?: string;
}

/** What was dropped: files, and the names of directories, which cannot be imported. */
export interface Dropped {
  files: PickedFile[];
  directories: string[];
}

interface HandleWithPermission extends FileSystemFileHandle {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}

interface Picker {
  showOpenFilePicker?(options: { multiple: boolean }): Promise<FileSystemFileHandle[]>;
}

/** Whether the browser has a file picker that gives handles. */
export function hasHandlePicker(): boolean {
  return typeof (window as Picker).showOpenFilePicker === 'function';
}

/** Let the person pick files with handles; empty when they changed their mind. */
export async function pickWithHandles(): Promise<PickedFile[]> {
  try {
    const handles = (await (window as Picker).showOpenFilePicker?.({ multiple: true })) ?? [];
    return Promise.all(handles.map(async (handle) => ({ file: await handle.getFile(), handle })));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return [];
    throw error;
  }
}

/** Files of an `<input type="file">`; it gives no handles. */
export function pickedFromInput(list: FileList): PickedFile[] {
  return [...list].map((file) => ({ file, handle: null }));
}

type DropItem = { directory: string } | PickedFile | null;

async function readItem(item: DataTransferItem): Promise<DropItem> {
  const entry = item.webkitGetAsEntry?.() ?? null;
  const file = item.getAsFile();
  if (entry?.isDirectory) return { directory: entry.name };
  const withHandle = item as DataTransferItem & {
    getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
  };
  const handle = (await withHandle.getAsFileSystemHandle?.()) ?? null;
  return file && { file, handle: handle?.kind === 'file' ? (handle as FileSystemFileHandle) : null };
}

/** Read what was dropped. Call it at once in the event's handler: the list is emptied after it. */
export async function pickedFromDrop(transfer: DataTransfer): Promise<Dropped> {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  // All items are asked before the first await, for the same reason.
  const read = await Promise.all(items.map(readItem));
  return {
    files: read.filter((item): item is PickedFile => item !== null && 'file' in item),
    directories: read.flatMap((item) => (item !== null && 'directory' in item ? [item.directory] : [])),
  };
}

/** The files behind remembered handles, or why they are not at hand. */
export type Reached = { files: File[] } | { missing: 'permission' | 'gone' };

/**
 * Reach the files behind handles.
 * @param ask ask the person for permission; only on a click of theirs
 */
export async function reachFiles(handles: FileSystemFileHandle[], ask: boolean): Promise<Reached> {
  for (const handle of handles as HandleWithPermission[]) {
    const state = (await handle.queryPermission?.({ mode: 'read' })) ?? 'granted';
    if (state === 'granted') continue;
    const answer = ask ? await handle.requestPermission?.({ mode: 'read' }) : state;
    if (answer !== 'granted') return { missing: 'permission' };
  }
  try {
    return { files: await Promise.all(handles.map((handle) => handle.getFile())) };
  } catch (error) {
    if (error instanceof DOMException && ['NotFoundError', 'NotReadableError'].includes(error.name)) {
      return { missing: 'gone' };
    }
    throw error;
  }
}
