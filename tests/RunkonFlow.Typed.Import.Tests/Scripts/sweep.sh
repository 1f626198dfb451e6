#!/bin/sh
printf 'swept: %s' "$1"
