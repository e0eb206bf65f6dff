import { describe } from 'vitest';
import { playGames } from './game/games';

describe('games of an operator against the four eyes', () => playGames('operator', 100_000));
