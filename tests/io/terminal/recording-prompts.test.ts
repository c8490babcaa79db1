import { describe, expect, it } from 'vitest';
import type { AnswerPrompt, RecordPrompt } from '../../../src/context.ts';
import { instantOf } from '../../../src/core/base/day.ts';
import { openPlain } from '../../support/plain-lines.ts';
import { openPromptTerminal } from '../../support/prompt-terminal.ts';

const never = new Promise<never>(() => undefined);

const recording = (more: Partial<RecordPrompt> = {}): RecordPrompt => ({
  startedAt: instantOf(0),
  targetMs: 180_000,
  limitMs: 540_000,
  levelDb: () => -20,
  ended: never,
  ...more,
});

const heard = (more: Partial<AnswerPrompt> = {}): AnswerPrompt => ({
  mode: 'type',
  isHeard: true,
  draft: 'what was heard',
  startedAt: instantOf(0),
  targetMs: 180_000,
  onText: () => undefined,
  ...more,
});

describe('a recording on a terminal', () => {
  it.each([
    ['space', ' '],
    ['Enter', '\r'],
  ])('is stopped by %s', async (_, key) => {
    const terminal = openPromptTerminal();
    const reply = terminal.prompts.record(recording());
    await terminal.send(key);
    expect(await reply).toEqual({ kind: 'value', value: 'stopped' });
  });

  it.each([
    ['s', 'skip'],
    ['q', 'quit'],
    ['\x04', 'quit'],
    ['\x03', 'quit'],
  ])('is left by %j', async (key, name) => {
    const terminal = openPromptTerminal();
    const reply = terminal.prompts.record(recording());
    await terminal.send(key);
    expect(await reply).toEqual({ kind: 'key', key: name });
  });

  it('goes on at other keys', async () => {
    const terminal = openPromptTerminal();
    const reply = terminal.prompts.record(recording());
    await terminal.sendEach('u', '?', 'x', 'p', ' ');
    expect(await reply).toEqual({ kind: 'value', value: 'stopped' });
  });

  it('is over when the recorder ends', async () => {
    const terminal = openPromptTerminal();
    const reply = terminal.prompts.record(recording({ ended: Promise.resolve('cause') }));
    expect(await reply).toEqual({ kind: 'value', value: 'over' });
  });

  it('shows how loud it is, as it changes', async () => {
    const terminal = openPromptTerminal();
    let level: number | undefined;
    void terminal.prompts.record(recording({ levelDb: () => level }));
    expect(await terminal.screen()).toContain('no sound yet');
    level = -30;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await terminal.screen()).toContain('-30 dB');
  });

  it('names the part of a story and the next one', async () => {
    const terminal = openPromptTerminal();
    void terminal.prompts.record(recording({ heading: 'Task, part 2 of 4', next: 'Action' }));
    expect(await terminal.screen()).toMatch(/Task, part 2 of 4\n[^]*space continue with Action/);
  });
});

describe('a text behind the clock', () => {
  it('is asked anew each second', async () => {
    const terminal = openPromptTerminal();
    let left = '40:00 left';
    const beside = (): string => left;
    void terminal.prompts.answer({ ...heard(), isHeard: false, mode: 'think', beside });
    expect(await terminal.screen()).toContain('0:00 / 3:00   40:00 left');
    left = '39:59 left';
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(await terminal.screen()).toContain('39:59 left');
  });
});

describe('a pause that waits for something', () => {
  it('is over when that is there', async () => {
    const terminal = openPromptTerminal();
    expect(await terminal.prompts.pause('waiting', Promise.resolve())).toEqual({
      kind: 'value',
      value: 'go',
    });
  });

  it('is over at Enter, and what comes later disturbs nothing', async () => {
    const terminal = openPromptTerminal();
    let come: () => void = () => undefined;
    const reply = terminal.prompts.pause('waiting', new Promise<void>((resolve) => (come = resolve)));
    await terminal.send('\r');
    expect(await reply).toEqual({ kind: 'value', value: 'go' });
    const next = terminal.prompts.pause('next');
    come();
    await terminal.send('?');
    expect(await next).toEqual({ kind: 'key', key: 'help' });
  });
});

describe('a text that was recognised, on a terminal', () => {
  it('is taken by two Enters, edited before', async () => {
    const terminal = openPromptTerminal();
    const reply = terminal.prompts.answer(heard());
    await terminal.sendEach(' loudly', '\r', '\r');
    expect(await reply).toEqual({ kind: 'value', value: 'what was heard loudly' });
  });

  it('is dropped when it is emptied', async () => {
    const terminal = openPromptTerminal();
    const reply = terminal.prompts.answer(heard());
    await terminal.send('\x15');
    expect(await terminal.screen()).toContain('Enter to discard it');
    await terminal.send('\r');
    expect(await reply).toEqual({ kind: 'value', value: '' });
  });
});

describe('a recording in plain lines', () => {
  it('is stopped by Enter, and moves no cursor', async () => {
    const { prompts, written } = openPlain('\n');
    expect(await prompts.record(recording())).toEqual({ kind: 'value', value: 'stopped' });
    expect(written()).toBe('Recording. Press Enter to stop.\n');
  });

  it('goes on at lines that mean nothing, and is left by a key', async () => {
    const { prompts } = openPlain('hello\nu\ns\n');
    expect(await prompts.record(recording())).toEqual({ kind: 'key', key: 'skip' });
  });

  it('is over when the recorder ends, and the line that comes then is the next prompt’s', async () => {
    const { prompts, input } = openPlain();
    const reply = prompts.record(recording({ ended: new Promise((resolve) => setTimeout(resolve, 20)) }));
    expect(await reply).toEqual({ kind: 'value', value: 'over' });
    input.write('later\n');
    expect(await prompts.line('?')).toBe('later');
  });

  it('is left when the input ends', async () => {
    expect(await openPlain('').prompts.record(recording())).toEqual({ kind: 'key', key: 'quit' });
  });

  it('says once what stands beside the clock, and which part it is', async () => {
    const { prompts, written } = openPlain('\n');
    await prompts.record(recording({ heading: 'Task', next: 'Action', beside: () => '5:00 left' }));
    expect(written()).toBe('Task\n5:00 left\nRecording. Press Enter to go to Action.\n');
  });
});

describe('a text that was recognised, in plain lines', () => {
  it.each([
    ['\n', 'what was heard'],
    ['-\n', ''],
    ['what was\nsaid\n\n', 'what was\nsaid'],
  ])('is answered by %j with %j', async (lines, value) => {
    const { prompts, written } = openPlain(lines);
    expect(await prompts.answer(heard())).toEqual({ kind: 'value', value });
    expect(written()).toContain('Heard:\nwhat was heard\n');
  });
});

describe('a pause in plain lines that waits for something', () => {
  it.each([
    ['\n', { kind: 'value', value: 'go' }],
    ['q\n', { kind: 'key', key: 'quit' }],
    ['', { kind: 'key', key: 'quit' }],
  ])('is answered by %j', async (lines, reply) => {
    expect(await openPlain(lines).prompts.pause('waiting', never)).toEqual(reply);
  });

  it('is over when that is there', async () => {
    expect(await openPlain().prompts.pause('waiting', Promise.resolve())).toEqual({
      kind: 'value',
      value: 'go',
    });
  });
});
