// Loaded before a process that `npm start` runs. When the start is gone, even by kill -9, the channel closes,
// and the process stops as if it had been asked to: nothing is left running.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
