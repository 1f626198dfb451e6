namespace RunkonFlow.Typed.EndToEnd.Workflows;

/// <summary>The other system: a job runs for a while, and now and then the system does not answer.</summary>
public sealed class JobSystem(TimeProvider time, TimeSpan takes, bool fails = false)
{
    private readonly Lock _lock = new();
    private readonly List<(string Job, DateTimeOffset At)> _jobs = [];
    private int _calls;
    private int _answers;

    /// <summary>How often it was asked and has answered.</summary>
    public int Answers
    {
        get
        {
            lock (_lock) return _answers;
        }
    }

    public int Jobs
    {
        get
        {
            lock (_lock) return _jobs.Count;
        }
    }

    public int Submit(string job)
    {
        lock (_lock)
        {
            _jobs.Add((job, time.GetUtcNow()));
            return _jobs.Count - 1;
        }
    }

    public JobState Ask(int number)
    {
        lock (_lock)
        {
            if (++_calls % 3 == 0) throw new TimeoutException("The job system does not answer.");
            _answers++;
            var (job, at) = _jobs[number];
            if (time.GetUtcNow() - at < takes) return new("running");
            return fails ? new("failed") : new("done", $"{job} done");
        }
    }
}
