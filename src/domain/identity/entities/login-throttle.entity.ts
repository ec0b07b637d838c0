import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often a password was tried lately for one account or from one address. */
@Entity('login_throttles')
export class LoginThrottle {
  /** A digest: a name box receives passwords by mistake, and none may lie here readable. */
  @PrimaryColumn({ type: 'text' })
  keyDigest: string;

  @Column({ type: 'integer' })
  attempts: number;

  @Column({ type: 'timestamptz' })
  windowEndsAt: Date;
}
