import type { PickleMachine } from './machine.js';

/** What one opcode does to the machine. */
export type Operation = (machine: PickleMachine) => void;
