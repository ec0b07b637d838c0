import { setTimeout as pause } from 'node:timers/promises';
import { type ChildProgram, type RunningProgram } from '../../support/child-program.js';
import { freePort } from '../../support/free-port.js';

/** Two web servers, three workers, a relay and its standby. */
const ROLES = ['web', 'web', 'worker', 'worker', 'worker', 'relay,scheduler', 'relay,scheduler'];

/** Milliseconds before a process is started again, which may end at once for want of a database. */
const RESPITE = 100;

interface Member {
  readonly roles: string;
  readonly port: number;
  running: RunningProgram;
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
      const member: Member = { roles, port, running: this.run(roles, port) };
      this.members.push(member);
      void this.supervise(member);
    }
    await Promise.all(this.members.map((one) => one.running.line((line) => line === 'listening')));
  }

  /** Base URLs of the web servers, up or not. */
  get webs(): string[] {
    return this.members
      .filter((one) => one.roles.includes('web'))
      .map((one) => `http://127.0.0.1:${one.port}`);
  }

  kill(member: number): void {
    this.members[member]?.running.process.kill('SIGKILL');
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
      await member.running.exited;
      if (this.stopping) return;
      this.restarts += 1;
      await pause(RESPITE);
      if (this.stopping) return;
      member.running = this.run(member.roles, member.port);
    }
  }
}
