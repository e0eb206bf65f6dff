import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a dealer may see, held by the database: a role with row-level security, and the views it searches through. */
export class NetworkScope20261122132800 implements MigrationInterface {
  name = 'NetworkScope20261122132800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ROLE);
    await runner.query(VIEWER_PATH);
    await runner.query(TABLES);
    await runner.query(OVERVIEW);
    await runner.query(VIEWS);
  }

  /** The role itself stays: it belongs to the whole cluster, and other databases may use it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW network_invitation, network_email, network_phone, network_customer, customer_overview;
      DROP POLICY daiko_viewer_reads ON legacy_login;
      DROP POLICY daiko_viewer_reads ON session;
      DROP POLICY daiko_viewer_reads ON credential;
      DROP POLICY daiko_viewer_reads ON contact_point;
      DROP POLICY daiko_viewer_adds ON contact_point;
      DROP POLICY daiko_viewer_changes ON contact_point;
      DROP POLICY daiko_viewer_reads ON customer;
      DROP POLICY daiko_viewer_adds ON customer;
      DROP POLICY daiko_viewer_changes ON customer;
      ALTER TABLE legacy_login DISABLE ROW LEVEL SECURITY;
      ALTER TABLE session DISABLE ROW LEVEL SECURITY;
      ALTER TABLE credential DISABLE ROW LEVEL SECURITY;
      ALTER TABLE contact_point DISABLE ROW LEVEL SECURITY;
      ALTER TABLE customer DISABLE ROW LEVEL SECURITY;
      REVOKE ALL ON customer, contact_point, credential, session, rank, member_class, audit_event FROM daiko_viewer;
      REVOKE ALL (customer_id, state, password_changed_at, created_at) ON credential FROM daiko_viewer;
      REVOKE ALL (customer_id, signed_in_at) ON session FROM daiko_viewer;
      REVOKE ALL (id, customer_id, last_signed_in_at, retired_at) ON legacy_login FROM daiko_viewer;
      REVOKE ALL ON SEQUENCE customer_number FROM daiko_viewer;
      DROP FUNCTION viewer_path()`);
  }
}

// Roles belong to the cluster: another database of it may have made this one before, or may be making it right now.
const ROLE = `
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'daiko_viewer') THEN
      CREATE ROLE daiko_viewer NOLOGIN NOINHERIT;
    END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END $$;
  -- whoever is no superuser has to be given the role before a transaction can be put into it
  -- (PostgreSQL 15 knows membership alone, and not the words for its parts)
  DO $$ BEGIN
    IF current_setting('server_version_num')::int < 160000 THEN
      IF NOT pg_has_role(current_user, 'daiko_viewer', 'MEMBER') THEN GRANT daiko_viewer TO CURRENT_USER; END IF;
    ELSIF NOT pg_has_role(current_user, 'daiko_viewer', 'SET') THEN
      EXECUTE 'GRANT daiko_viewer TO CURRENT_USER WITH SET TRUE, INHERIT FALSE';
    END IF;
  EXCEPTION WHEN unique_violation THEN NULL;
  END $$`;

// Looked up once, when the scope is opened; an unset one is null, and nothing is below null.
const VIEWER_PATH = `
  CREATE FUNCTION viewer_path() RETURNS ltree LANGUAGE sql STABLE
    RETURN nullif(current_setting('daiko.path', true), '')::ltree`;

const TABLES = `
  ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
  CREATE POLICY daiko_viewer_reads ON customer FOR SELECT TO daiko_viewer USING (path <@ viewer_path());
  -- a dealer registers and changes the customers below, not the own record
  CREATE POLICY daiko_viewer_adds ON customer FOR INSERT TO daiko_viewer
    WITH CHECK (path <@ viewer_path() AND path <> viewer_path());
  CREATE POLICY daiko_viewer_changes ON customer FOR UPDATE TO daiko_viewer
    USING (path <@ viewer_path() AND path <> viewer_path())
    WITH CHECK (path <@ viewer_path() AND path <> viewer_path());
  GRANT SELECT, INSERT, UPDATE ON customer TO daiko_viewer;
  GRANT USAGE ON SEQUENCE customer_number TO daiko_viewer;
  GRANT SELECT ON rank, member_class TO daiko_viewer;
  GRANT INSERT ON audit_event TO daiko_viewer;

  -- Mail addresses are login IDs: they are seen masked, through network_email.
  ALTER TABLE contact_point ENABLE ROW LEVEL SECURITY;
  CREATE POLICY daiko_viewer_reads ON contact_point FOR SELECT TO daiko_viewer
    USING (kind <> 'email' AND EXISTS (SELECT FROM customer WHERE customer.customer_id = contact_point.customer_id));
  CREATE POLICY daiko_viewer_adds ON contact_point FOR INSERT TO daiko_viewer
    WITH CHECK (EXISTS (SELECT FROM customer WHERE customer.customer_id = contact_point.customer_id AND path <> viewer_path()));
  CREATE POLICY daiko_viewer_changes ON contact_point FOR UPDATE TO daiko_viewer
    USING (EXISTS (SELECT FROM customer WHERE customer.customer_id = contact_point.customer_id AND path <> viewer_path()));
  GRANT SELECT, INSERT, UPDATE ON contact_point TO daiko_viewer;

  ALTER TABLE credential ENABLE ROW LEVEL SECURITY;
  CREATE POLICY daiko_viewer_reads ON credential FOR SELECT TO daiko_viewer
    USING (EXISTS (SELECT FROM customer WHERE customer.customer_id = credential.customer_id));
  GRANT SELECT (customer_id, state, password_changed_at, created_at) ON credential TO daiko_viewer;

  ALTER TABLE session ENABLE ROW LEVEL SECURITY;
  CREATE POLICY daiko_viewer_reads ON session FOR SELECT TO daiko_viewer
    USING (EXISTS (SELECT FROM customer WHERE customer.customer_id = session.customer_id));
  -- 最終ログイン
  GRANT SELECT (customer_id, signed_in_at) ON session TO daiko_viewer;

  ALTER TABLE legacy_login ENABLE ROW LEVEL SECURITY;
  CREATE POLICY daiko_viewer_reads ON legacy_login FOR SELECT TO daiko_viewer
    USING (EXISTS (SELECT FROM customer WHERE customer.customer_id = legacy_login.customer_id));
  GRANT SELECT (id, customer_id, last_signed_in_at, retired_at) ON legacy_login TO daiko_viewer`;

// ログイン状況 is said here and nowhere else: 停止中, 複数あり, メール不達, 設定済み, 確認待ち, 未設定; the first that is true.
const OVERVIEW = `
  CREATE VIEW customer_overview AS
  SELECT customer.customer_id, customer.kind, customer.name, customer.kana, customer.search_key, customer.rank_code,
         customer.member_class_code, customer.parent_customer_id, customer.path,
         CASE WHEN customer.suspended_at IS NOT NULL OR credential.state = 'suspended' THEN 'suspended'
              WHEN EXISTS (SELECT FROM legacy_login WHERE legacy_login.customer_id = customer.customer_id
                             AND legacy_login.retired_at IS NULL)
                   AND (credential.customer_id IS NOT NULL
                     OR EXISTS (SELECT FROM legacy_login one JOIN legacy_login another
                                    ON another.customer_id = one.customer_id AND another.id > one.id
                                WHERE one.customer_id = customer.customer_id
                                  AND one.retired_at IS NULL AND another.retired_at IS NULL)) THEN 'several'
              WHEN EXISTS (SELECT FROM contact_point WHERE contact_point.customer_id = customer.customer_id
                             AND contact_point.kind = 'email' AND contact_point.failed_at IS NOT NULL
                             AND contact_point.retired_at IS NULL) THEN 'bouncing'
              ELSE coalesce(credential.state, 'none') END AS login_status,
         (CASE WHEN credential.customer_id IS NULL THEN 0 ELSE 1 END
           + (SELECT count(*) FROM legacy_login WHERE legacy_login.customer_id = customer.customer_id
                AND legacy_login.retired_at IS NULL))::int AS login_count,
         greatest((SELECT max(signed_in_at) FROM session WHERE session.customer_id = customer.customer_id),
                  (SELECT max(last_signed_in_at) FROM legacy_login WHERE legacy_login.customer_id = customer.customer_id)
                 ) AS last_sign_in_at
  FROM customer LEFT JOIN credential ON credential.customer_id = customer.customer_id`;

// Row-level security judges each row before it lets a LIKE or a <@ at it, and so keeps both from their indexes (they are
// not "leakproof"). These views carry the same limit as the policies and leave the planner free.
const VIEWS = `
  CREATE VIEW network_customer AS SELECT * FROM customer_overview WHERE path <@ viewer_path();
  CREATE VIEW network_phone AS
    SELECT contact_point.customer_id, contact_point.value
    FROM contact_point JOIN customer ON customer.customer_id = contact_point.customer_id
    WHERE contact_point.kind <> 'email' AND contact_point.retired_at IS NULL AND customer.path <@ viewer_path();
  -- masked as in 通知先選択: two letters, one of a local part of no more than two
  CREATE VIEW network_email AS
    SELECT contact_point.id, contact_point.customer_id, contact_point.confirmed_at, contact_point.failed_at,
           left(contact_point.value, CASE WHEN position('@' IN contact_point.value) <= 3 THEN 1 ELSE 2 END)
             || '*****' || regexp_replace(contact_point.value, '^.*@', '@') AS masked
    FROM contact_point JOIN customer ON customer.customer_id = contact_point.customer_id
    WHERE contact_point.kind = 'email' AND contact_point.retired_at IS NULL AND customer.path <@ viewer_path();
  -- an address that has not answered yet is still the dealer's to correct; once it has, it is seen no more
  CREATE VIEW network_invitation AS
    SELECT credential.customer_id, credential.login_id
    FROM credential JOIN customer ON customer.customer_id = credential.customer_id
    WHERE credential.state = 'invited' AND customer.path <@ viewer_path();
  GRANT SELECT ON network_customer, network_phone, network_email, network_invitation TO daiko_viewer`;
