import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { User } from './user.entity.js';

/** A one-time way in; the row disappears with its use. */
@Entity('sign_in_links')
export class SignInLink {
  @PrimaryColumn({ type: 'text' })
  linkHash: string;

  @Column({ type: 'bigint' })
  userId: string;

  @ManyToOne(() => User, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id' })
  user: Relation<User>;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;
}
