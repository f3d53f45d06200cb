import mqtt, { type ErrorWithReasonCode } from 'mqtt';
import type { LiveLine, LiveLogin, LiveSource } from '$lib/rpc/live';

export interface Heard {
  line(line: LiveLine): void;
  message(topic: string, payload: string): void;
}

/** Starts to hear a broker; ends with the worker. */
export type Broker = (source: LiveSource, login: LiveLogin | null, heard: Heard) => void;

const RETRY_MS = 5000;
/** Answers after which another try makes no sense: wrong name or password, not allowed (MQTT 3.1.1 and 5). */
const REFUSALS = new Set([4, 5, 134, 135]);

const codeOf = (error: Error) => (error as Partial<ErrorWithReasonCode>).code;

/** Hear a broker by MQTT 3.1.1 through a WebSocket. */
export const hearBroker: Broker = ({ url, topics }, login, heard) => {
  const client = mqtt.connect(url, {
    ...{ reconnectPeriod: RETRY_MS, connectTimeout: 15_000, keepalive: 30, clean: true },
    clientId: `biogas-${crypto.randomUUID().slice(0, 13)}`,
    // Its other timers start a worker from a blob, which the page's policy forbids; this is a worker already.
    timerVariant: 'native',
    ...(login && { username: login.username, password: login.password }),
  });
  let last = 'the broker cannot be reached';
  client.on('connect', () => {
    client.subscribe(topics, (error, granted) => {
      const denied = (granted ?? []).filter(({ qos }) => qos >= 128).map(({ topic }) => topic);
      if (error) heard.line({ kind: 'lost', message: error.message });
      else if (denied.length > 0)
        heard.line({ kind: 'refused', message: `the broker does not let you hear ${denied.join(', ')}` });
      else heard.line({ kind: 'connected' });
    });
  });
  client.on('error', (error) => {
    last = error.message;
    const code = codeOf(error);
    if (typeof code !== 'number' || !REFUSALS.has(code)) return;
    heard.line({ kind: 'refused', message: 'the broker does not accept this name and password' });
    client.end(true);
  });
  client.on('close', () => {
    if (!client.disconnecting) heard.line({ kind: 'lost', message: last });
  });
  client.on('message', (topic, payload) => heard.message(topic, new TextDecoder().decode(payload)));
};
