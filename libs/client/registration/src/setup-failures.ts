import type { FailureReason } from '@daiko/contracts';

const CHECK_ADDRESS = 'メールアドレスをお客様に確かめて、登録し直してください。';

/** Why a setup mail did not arrive, and what the dealer can do. */
export const SETUP_FAILURES: Record<FailureReason, string> = {
  unreachable: `このメールアドレスには届きません。${CHECK_ADDRESS}`,
  refused: `受信拒否の設定により届きませんでした。お客様に受信の設定を確かめてから、再送してください。`,
  busy: '相手のメールサーバーが混み合っていて届きませんでした。時間をおいて再送してください。',
  no_answer: '相手のメールサーバーが応答しませんでした。時間をおいて再送してください。',
  answering_machine: '相手のメールサーバーが応答しませんでした。時間をおいて再送してください。',
  mailbox_refused: `メールアドレスが間違っているか、使われていないため、届きませんでした。${CHECK_ADDRESS}`,
  deadline_passed: '期限までに送信できませんでした。もう一度送信してください。',
  provider_failed: '現在、メールを送信できません。時間をおいて再送してください。',
};
