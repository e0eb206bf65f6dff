import { describe } from 'vitest';
import { playGames } from './game/games';

describe('games of a dealer against the four eyes', () => playGames('dealer', 100_000));
