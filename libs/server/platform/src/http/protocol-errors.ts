import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ERROR_STATUS, type ErrorCode, type Problem } from '@daiko/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { METHODS } from './known-methods';
import { SECURITY_HEADERS } from './security-headers';

const TYPE = 'application/problem+json; charset=utf-8';

/**
 * Answers a request that is refused before there is a route, and so before the filter: its address cannot be decoded.
 */
export function answerBadAddress(_error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  const { status, body } = problemOf('request.malformed');
  void reply.status(status).headers(SECURITY_HEADERS).type(TYPE).send(body);
}

/**
 * Answers a connection that is refused before there is a request: its bytes are not HTTP, or its headers are too
 * long. The connection closes.
 */
export function answerBadProtocol(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, body } = problemOf(CODES[error.code ?? ''] ?? 'request.malformed');
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${TYPE}`,
    `Content-Length: ${body.length}`,
    ...Object.entries(SECURITY_HEADERS).map(([name, value]) => `${name}: ${value}`),
    ...(status === 405 ? [`Allow: ${METHODS.join(', ')}`] : []),
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

/** Codes of Node's parser for faults other than malformed input. */
const CODES: Partial<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'request.too_large',
  HPE_INVALID_METHOD: 'method.not_allowed',
};

function problemOf(code: ErrorCode): { status: number; body: string } {
  const problem: Problem = { status: ERROR_STATUS[code], code, instance: randomUUID() };
  return { status: problem.status, body: JSON.stringify(problem) };
}
