#!/usr/bin/env bash
# one-node-slurm.sh CMD [ARG...]: run CMD against a throwaway one-node Slurm on loopback (root, no systemd, no slurmdbd).
# Needs: apt-get install -y --no-install-recommends slurmctld slurmd slurm-client munge   (slurm-wlm 22.05)
set -euo pipefail; umask 022
D=$(mktemp -d -t slurm-ci.XXXXXX); chmod 755 "$D"; mkdir "$D/state" "$D/spool" "$D/log"
host=$(uname -n); host=${host%%.*}; cpus=${SLURM_CI_CPUS:-$(nproc)}; mem=$(awk '/^MemTotal/{print int($2/1024)}' /proc/meminfo)
port=${SLURM_CI_PORT:-$((20000 + RANDOM % 10000))}; pids=(); up=
end() { local p; for p in "$@"; do                      # TERM, up to 10 s, then KILL: by pid only
    kill "$p" 2>/dev/null || continue
    for _ in {1..100}; do kill -0 "$p" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$p" 2>/dev/null; wait "$p" 2>/dev/null; done; }
ours() { grep -lazFx "SLURM_CONF=$D/slurm.conf" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3 | grep -vx "$$"; }
down() { local rc=$?; trap '' INT TERM; trap - EXIT; set +e
  if [ -n "$up" ]; then timeout 10 scancel -u root; timeout 10 scancel -f -s KILL -u root
    for _ in {1..50}; do [ -z "$(timeout 5 squeue -h 2>/dev/null)" ] && break; sleep 0.1; done; fi
  unset SLURM_CONF                                     # else ours() would list its own grep
  for ((i=${#pids[@]}-1; i>=0; i--)); do end "${pids[i]}"; done     # CMD, slurmd, slurmctld, munged
  for sig in 0 TERM KILL; do for _ in {1..15}; do               # late slurmstepd, runaway tasks
    o=$(ours); [ -z "$o" ] && break 2; kill -$sig $o 2>/dev/null; sleep 0.1; done; done
  [ "$rc" = 0 ] || [ -n "$up" ] || tail -n 30 "$D"/log/*.log >&2
  rm -rf "$D"; exit "$rc"; }
trap down EXIT; trap 'exit 130' INT; trap 'exit 143' TERM
(umask 077; head -c 128 /dev/urandom > "$D/munge.key")
munged -F --key-file="$D/munge.key" --socket="$D/munge.sock" --pid-file="$D/munged.pid" \
  --seed-file="$D/munged.seed" --log-file="$D/log/munged0.log" >"$D/log/munged.log" 2>&1 & pids+=($!)
cat > "$D/slurm.conf" <<CONF
ClusterName=ci
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port+1))
$(getent ahostsv4 "$(uname -n)" | grep -q '^127\.' && echo CommunicationParameters=NoCtldInAddrAny,NoInAddrAny)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$D/munge.sock
StateSaveLocation=$D/state
SlurmdSpoolDir=$D/spool
SlurmctldPidFile=$D/slurmctld.pid
SlurmdPidFile=$D/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
MailProg=/bin/true
KillWait=1
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=0,sched_interval=1
SlurmdParameters=config_overrides
NodeName=n0 NodeHostname=$host NodeAddr=127.0.0.1 CPUs=$cpus RealMemory=$mem State=UNKNOWN
PartitionName=main Nodes=n0 Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$D/slurm.conf"
for _ in {1..100}; do [ -S "$D/munge.sock" ] && break; sleep 0.1; done
slurmctld -D -i -L "$D/log/slurmctld.log" >/dev/null 2>&1 & pids+=($!)
slurmd -D -N n0 -L "$D/log/slurmd.log" >/dev/null 2>&1 & pids+=($!)
for _ in {1..300}; do [ "$(timeout 5 sinfo -h -o %T 2>/dev/null)" = idle ] && { up=1; break; }
  for p in "${pids[@]}"; do kill -0 "$p" 2>/dev/null || break 2; done; sleep 0.1; done
[ -n "$up" ] || { echo "one-node-slurm: no idle node (a daemon died or 30 s passed)" >&2; exit 1; }
"$@" & pids+=($!); rc=0; wait "$!" || rc=$?; unset 'pids[-1]'; exit "$rc"
