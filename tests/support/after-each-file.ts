// Vitest runs this before each test file, also where files share a worker and so load everything else once.
import { afterAll } from 'vitest';
import { removeFolders } from './home.ts';

afterAll(removeFolders);
