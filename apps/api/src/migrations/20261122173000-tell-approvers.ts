import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The mail that tells approvers of a change that waits for them. */
export class TellApprovers20261122173000 implements MigrationInterface {
  name = 'TellApprovers20261122173000';

  async up(runner: QueryRunner): Promise<void> {
    await changeKinds(runner, (list) => list.replace('ARRAY[', `ARRAY[${KIND}, `));
    await runner.query(`
      CREATE INDEX notification_to_approver ON notification (contact_point_id, created_at) WHERE template = ${KIND}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX notification_to_approver');
    await runner.query(`DELETE FROM notification WHERE template = ${KIND}`);
    await changeKinds(runner, (list) => list.replace(`${KIND}, `, ''));
  }
}

const KIND = `'contact_change_waiting'::text`;

/** The list as it is, whoever else has added to it. */
async function changeKinds(runner: QueryRunner, change: (definition: string) => string): Promise<void> {
  const [{ definition }] = (await runner.query(
    `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'notification_template_check'`,
  )) as [{ definition: string }];
  await runner.query(`
    ALTER TABLE notification DROP CONSTRAINT notification_template_check;
    ALTER TABLE notification ADD CONSTRAINT notification_template_check ${change(definition)}`);
}
