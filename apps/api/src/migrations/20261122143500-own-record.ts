import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The own record is no customer below: also an operator's, which is not where the operator's sight begins. */
export class OwnRecord20261122143500 implements MigrationInterface {
  name = 'OwnRecord20261122143500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(policies("customer.customer_id <> current_setting('daiko.viewer')"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(policies('true'));
  }
}

const policies = (other: string): string => {
  const below = `path <@ viewer_path() AND path <> viewer_path() AND ${other}`;
  const ofBelow = `EXISTS (SELECT FROM customer WHERE customer.customer_id = contact_point.customer_id
    AND path <> viewer_path() AND ${other})`;
  return `
    ALTER POLICY daiko_viewer_adds ON customer WITH CHECK (${below});
    ALTER POLICY daiko_viewer_changes ON customer USING (${below}) WITH CHECK (${below});
    ALTER POLICY daiko_viewer_adds ON contact_point WITH CHECK (${ofBelow});
    ALTER POLICY daiko_viewer_changes ON contact_point USING (${ofBelow})`;
};
