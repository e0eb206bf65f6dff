import { open } from 'node:fs/promises';

/** Bytes read at a time. */
const PIECE = 262_144;

/**
 * Reads a file in pieces. A piece is valid only until the next one is requested, because all pieces share one buffer.
 * A new buffer for each piece would stay outside of V8's heap, which its collector checks late: 190 MB for an export
 * of 280 MB.
 */
export async function* filePieces(path: string): AsyncGenerator<Buffer, undefined> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafeSlow(PIECE);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, PIECE);
      if (bytesRead === 0) return undefined;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
