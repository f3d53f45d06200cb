interface AdapterInfo {
  vendor?: string;
  architecture?: string;
  description?: string;
}
interface Gpu {
  requestAdapter(): Promise<{ info?: AdapterInfo } | null>;
}

/** Name of this machine's graphics device; null where there is none that pages can use. */
export async function adapterName(): Promise<string | null> {
  const { gpu } = navigator as unknown as { gpu?: Gpu };
  if (!gpu) return null;
  try {
    const adapter = await gpu.requestAdapter();
    if (!adapter) return null;
    const { vendor = '', architecture = '', description = '' } = adapter.info ?? {};
    return [vendor, architecture, description].filter(Boolean).join(' ') || 'unnamed';
  } catch {
    // Some browsers throw where others give null: both mean that there is none.
    return null;
  }
}
