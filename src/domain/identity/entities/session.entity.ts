import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { User } from './user.entity.js';

/** A browser that is signed in. Only the hash of its id is kept, so a stolen table opens nothing. */
@Entity('sessions')
export class Session {
  @PrimaryColumn({ type: 'text' })
  idHash: string;

  @Column({ type: 'bigint' })
  userId: string;

  @ManyToOne(() => User, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id' })
  user: Relation<User>;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  /** Moved forward at most once a minute; the session ends when it lies too far back. */
  @Column({ type: 'timestamptz' })
  lastSeenAt: Date;

  /** The end that no activity moves. */
  @Column({ type: 'timestamptz' })
  expiresAt: Date;
}
