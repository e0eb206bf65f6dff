import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ERROR_STATUS, type ErrorCode, type Problem } from '@daiko/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

const TYPE = 'application/problem+json; charset=utf-8';

/** What is refused before there is a route, and so before the filter: an address that cannot be decoded. */
export function answerBadAddress(_error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  const { status, body } = problemOf('request.malformed');
  void reply.status(status).type(TYPE).header('x-content-type-options', 'nosniff').send(body);
}

/** What is refused before there is a request: bytes that are no HTTP, headers without end. The connection closes. */
export function answerBadProtocol(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const { status, body } = problemOf(tooLarge ? 'request.too_large' : 'request.malformed');
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${TYPE}`,
    `Content-Length: ${body.length}`,
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function problemOf(code: ErrorCode): { status: number; body: string } {
  const problem: Problem = { status: ERROR_STATUS[code], code, instance: randomUUID() };
  return { status: problem.status, body: JSON.stringify(problem) };
}
