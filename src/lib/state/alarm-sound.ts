import type { AlarmPriority } from '$lib/alarms/definition';

/** Pitch in Hz and number of tones: the more pressing, the higher and the more. */
const TONES: Record<AlarmPriority, { hertz: number; count: number }> = {
  low: { hertz: 440, count: 1 },
  medium: { hertz: 587, count: 2 },
  high: { hertz: 784, count: 3 },
  urgent: { hertz: 988, count: 5 },
};
const TONE_SECONDS = 0.14;
const STEP_SECONDS = 0.22;
const LOUDNESS = 0.15;

let context: AudioContext | null = null;

/** Sound an alarm. Browsers keep silent until the person has clicked something; that is no error. */
export function beep(priority: AlarmPriority): void {
  if (!('AudioContext' in globalThis)) return;
  context ??= new AudioContext();
  void context.resume();
  const { hertz, count } = TONES[priority];
  for (let at = 0; at < count; at++) {
    const [tone, gain] = [context.createOscillator(), context.createGain()];
    tone.frequency.value = hertz;
    gain.gain.value = LOUDNESS;
    tone.connect(gain).connect(context.destination);
    const startSeconds = context.currentTime + at * STEP_SECONDS;
    tone.start(startSeconds);
    tone.stop(startSeconds + TONE_SECONDS);
  }
}

/** Ask for leave to notify. @returns why it is not given, '' when it is */
export async function askToNotify(): Promise<string> {
  if (!('Notification' in globalThis)) return 'This browser has no notifications.';
  const answer = await Notification.requestPermission();
  return answer === 'granted' ? '' : 'The browser does not allow notifications of this site.';
}

/** Notify, where the person allowed it; one notification takes the place of the one before. */
export async function notify(title: string, body: string): Promise<void> {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  // Browsers on phones know notifications of a service worker only.
  const registration = await navigator.serviceWorker?.getRegistration();
  const options: NotificationOptions = { tag: 'alarm', body };
  if (registration?.active) await registration.showNotification(`Alarm: ${title}`, options);
  else new Notification(`Alarm: ${title}`, options);
}
