#!/bin/sh
# The change comes as an argument, quoted by the import's template; the channel and the branch through the environment.
printf '%s on %s of %s' "$1" "$CHANNEL" "$BRANCH"
