using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>One run of a program on the engine, and what its steps were asked.</summary>
public sealed class EngineRun(EngineProgram program, EnginePlan plan, EngineModel model, int number)
{
    private readonly Lock _lock = new();
    private readonly List<(string At, string Call)> _calls = [];

    public EngineProgram Program => program;

    public EnginePlan Plan => plan;

    /// <summary>What is expected.</summary>
    public EngineModel Model => model;

    public int Number => number;

    /// <summary>The place of its main strand.</summary>
    public string At { get; } = $"#{number}";

    public RunId Id { get; set; }

    public IWorkflowPersistence Store { get; set; } = null!;

    /// <summary>Messages sent, by name.</summary>
    public int[] Sent { get; } = new int[EnginePlan.Names];

    public IReadOnlyList<(string At, string Call)> Calls
    {
        get
        {
            lock (_lock) return [.. _calls];
        }
    }

    public void Add(string at, string call)
    {
        lock (_lock) _calls.Add((at, call));
    }

    public async Task CancelAsync() => await Store.RequestCancelAsync(Id, new Command(Guid.NewGuid(), "oracle", "planned"));
}
