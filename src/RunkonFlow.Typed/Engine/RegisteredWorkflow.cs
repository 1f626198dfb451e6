using Microsoft.Extensions.DependencyInjection;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Engine;

/// <summary>A workflow of this worker: its machine, and frames that have served and can serve again.</summary>
internal sealed class RegisteredWorkflow(WorkflowRegistration registration)
{
    private const int MaxIdleFrames = 1024;
    private readonly Lock _lock = new();
    private readonly Stack<FlowFrame> _idle = new();
    private object? _instance;

    public WorkflowRegistration Registration => registration;

    public FlowMachine Machine { get; } = registration.Machine;

    public WorkflowDefinition Definition { get; } = registration.Machine.Definition;

    /// <summary>Some step of it can be undone.</summary>
    public bool HasCompensations { get; } = registration.Machine.Definition.Nodes.Any(static node => node.Compensation is not null);

    /// <summary>What a run of it does concerns no other run: it has no children, no items and no places in a limit to give back.</summary>
    public bool IsSolitary { get; } = registration.Machine.Definition.Schedule is null
        && registration.Machine.Definition.Nodes.All(static node => node.Kind is not (NodeKind.Child or NodeKind.FanOut) && node.Limits.IsEmpty);

    /// <summary>A node's index.</summary>
    /// <exception cref="IncompatibleFrameException">The workflow has no such node.</exception>
    public int IndexOf(string nodeId)
    {
        for (var i = 1; i < Definition.Nodes.Length; i++)
            if (Definition.Nodes[i].IsCalled(nodeId)) return i;
        throw new IncompatibleFrameException($"The run stands at node '{nodeId}', which workflow '{Definition.Id}' no longer has.");
    }

    /// <summary>The one instance of a workflow without services; null when each activation has its own.</summary>
    public object? SharedInstance(IServiceScopeFactory scopes)
    {
        if (_instance is not null || !registration.IsStateless) return _instance;
        using var scope = scopes.CreateScope();
        return _instance = registration.Create(scope.ServiceProvider);
    }

    public FlowFrame Rent(object workflow)
    {
        FlowFrame? frame;
        lock (_lock) _idle.TryPop(out frame);
        if (frame is null) return Machine.CreateFrame(workflow);
        Machine.Bind(frame, workflow);
        return frame;
    }

    public void Return(FlowFrame frame)
    {
        frame.Reset();
        lock (_lock)
        {
            if (_idle.Count < MaxIdleFrames) _idle.Push(frame);
        }
    }
}
