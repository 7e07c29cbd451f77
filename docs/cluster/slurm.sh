#!/bin/sh
# Builds a bundle on a Slurm cluster, each task of the array a part of it:
#
#   parts=$(sbatch --parsable docs/cluster/slurm.sh ARTICLES PARTS)
#   sbatch --dependency="afterok:$parts" --mem=8G --wrap='crossread merge PARTS/*.part -o OUT.crossread'
#
# ARTICLES and PARTS are folders that all nodes see. The array may have any length from 1 on;
# `sbatch --array=1-200` asks for another one.
#SBATCH --job-name=crossread
#SBATCH --array=1-8
#SBATCH --cpus-per-task=4
#SBATCH --mem=4G
set -eu

articles=$1
parts=$2
mkdir -p "$parts"
exec crossread build "$articles" \
	--part "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" \
	-o "$parts/$SLURM_ARRAY_TASK_ID.part"
