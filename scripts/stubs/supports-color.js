// Replaces what chalk asks about the terminal: prep tells chalk itself, and the asking loads the network stack.
export default { stdout: false, stderr: false };
