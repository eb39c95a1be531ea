#!/bin/bash
# A class as a Slurm array: one task per shard, then one that merges.
#
#   grader/pagewalk --version                       # once, on a node with Maven: builds the grader
#   export CLASS=/home/me/class MARKS=/home/me/marks SHARDS=8
#   jobs=$(sbatch --parsable --array=0-7 grader/cluster/slurm-array.sh)
#   sbatch --dependency=afterok:$jobs --wrap "grader/pagewalk merge $MARKS/shard-* --out $MARKS/all"
#
# A task that failed or was preempted goes on where its shard was: sbatch --array=3 grader/cluster/slurm-array.sh
# with the same SHARDS. SHARDS is a variable of its own because Slurm's own count is that of the tasks submitted, not of
# all shards. Run sbatch in the repository, or set PAGEWALK to the path of grader/pagewalk.
#SBATCH --job-name=pagewalk
#SBATCH --cpus-per-task=2
#SBATCH --requeue
set -eu
: "${CLASS:?the directory or export with the submissions}" "${MARKS:?where results go}" "${SHARDS:?how many shards there are}"
shard=$((SLURM_ARRAY_TASK_ID + 1))
code=0
"${PAGEWALK:-grader/pagewalk}" grade "$CLASS" --out "$MARKS/shard-$shard" --shard "$shard/$SHARDS" \
    --jobs "${SLURM_CPUS_PER_TASK:-2}" --progress lines ${PAGEWALK_OPTIONS:-} || code=$?
# 1 says that a submission is below a limit: graded all the same.
[ "$code" -le 1 ] || exit "$code"
