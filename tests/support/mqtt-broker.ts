import { Aedes } from 'aedes';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWebSocketStream, WebSocketServer } from 'ws';

/** An MQTT broker of the test's own, heard by WebSocket. */
export interface TestBroker {
  url: string;
  publish(topic: string, payload: string): Promise<void>;
  /** Cut all connections, as a broker that is restarted. */
  drop(): void;
  close(): Promise<void>;
}

/** @param login without which nobody is let in */
export async function startBroker(login?: { username: string; password: string }): Promise<TestBroker> {
  const broker = await Aedes.createBroker({
    authenticate: (_client, username, password, done) => {
      const right = !login || (username === login.username && String(password ?? '') === login.password);
      done(right ? null : Object.assign(new Error('not authorized'), { returnCode: 4 }), right);
    },
  });
  const server = createServer();
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'mqtt' });
  sockets.on('connection', (socket, request) => {
    const stream = createWebSocketStream(socket);
    stream.on('error', () => stream.destroy());
    broker.handle(stream, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    publish: (topic, payload) =>
      new Promise((resolve, reject) => {
        const packet = { cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false } as const;
        broker.publish(packet, (error) => (error ? reject(error) : resolve()));
      }),
    drop: () => sockets.clients.forEach((socket) => socket.terminate()),
    async close() {
      sockets.clients.forEach((socket) => socket.terminate());
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
