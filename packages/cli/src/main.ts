/** The `upwatch` command. */
process.stdout.write('upwatch\n');
