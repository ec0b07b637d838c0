import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** The way from the central deployment to the facade; cut, it ends every connection at once. */
export class Link {
  #isCut = false;
  /** @type {Set<import('node:net').Socket>} */ #sockets = new Set();
  #server = createServer((socket) => this.#pass(socket));

  /** @param {number} target port of the facade */
  constructor(target) {
    this.target = target;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  async open() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  cut() {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  heal() {
    this.#isCut = false;
  }

  async close() {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #pass(near) {
    if (this.#isCut) {
      near.destroy();
      return;
    }
    const far = connect(this.target, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  }
}
