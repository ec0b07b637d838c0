import { setTimeout as pause } from 'node:timers/promises';
import { type ChildProgram, type RunningProgram } from '../../support/child-program.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';

/** Two web servers, three workers, a relay and its standby. */
const ROLES = ['web', 'web', 'worker', 'worker', 'worker', 'relay,scheduler', 'relay,scheduler'];

/** Milliseconds that all of them may take to start, on a machine that does other things too. */
const BOOT = 150_000;

/** Milliseconds before a process is started again, which may end at once for want of a database. */
const RESPITE = 100;

interface Member {
  readonly roles: string;
  readonly port: number;
  running: RunningProgram;
  isUp: boolean;
}

/** The processes of a deployment: whichever dies is started again, as a supervisor would. */
export class Fleet {
  private readonly members: Member[] = [];
  private stopping = false;
  /** How often a process was started again. */
  restarts = 0;

  constructor(
    private readonly program: ChildProgram,
    private readonly environment: Record<string, string>,
  ) {}

  static readonly size = ROLES.length;

  async start(): Promise<void> {
    for (const roles of ROLES) {
      const port = await freePort();
      const member: Member = { roles, port, running: this.run(roles, port), isUp: false };
      this.members.push(member);
      void this.supervise(member);
    }
    await eventually(() => this.members.every(({ isUp }) => isUp), { within: BOOT });
  }

  /** Base URLs of the web servers, up or not. */
  get webs(): string[] {
    return this.members
      .filter((one) => one.roles.includes('web'))
      .map((one) => `http://127.0.0.1:${one.port}`);
  }

  /** Spares the last web server that is up: without one nothing is written, and nothing can be lost. */
  kill(place: number): void {
    const member = this.members[place];
    const others = this.members.filter((one) => one !== member && one.roles === 'web');
    if (member?.roles === 'web' && others.every(({ isUp }) => !isUp)) return;
    member?.running.process.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.members.map((one) => one.running.kill('SIGTERM')));
  }

  private run(roles: string, port: number): RunningProgram {
    return this.program.start({
      ...this.environment,
      BACKSTORY_ROLES: roles,
      PORT: String(port),
    });
  }

  private async supervise(member: Member): Promise<void> {
    for (;;) {
      const { running } = member;
      void running
        .line((line) => line === 'listening')
        .then(
          () => (member.isUp = true),
          () => undefined,
        );
      await running.exited;
      member.isUp = false;
      if (this.stopping) return;
      this.restarts += 1;
      await pause(RESPITE);
      if (this.stopping) return;
      member.running = this.run(member.roles, member.port);
    }
  }
}
