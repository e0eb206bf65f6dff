import { Column, Entity, PrimaryColumn } from 'typeorm';

/** ランク: master data. The role decides what customers of this rank may do. */
@Entity('rank')
export class Rank {
  @PrimaryColumn('text')
  code: string;

  @Column('text')
  name: string;

  /** `dealer` manages the customers below; `operator` manages the whole tree. */
  @Column('text')
  role: 'customer' | 'dealer' | 'operator';
}

/** 会員区分: master data. */
@Entity('member_class')
export class MemberClass {
  @PrimaryColumn('text')
  code: string;

  @Column('text')
  name: string;
}
