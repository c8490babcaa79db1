// Replaces node:child_process where commander asks for it: prep has no subcommands in programs of their own,
// and the real one loads the network stack at every start.
export default {};
