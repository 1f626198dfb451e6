using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed;

/// <summary>One workflow as an application registers it: made by generated code, given to <c>AddRunkonFlow()</c>.</summary>
public sealed class WorkflowRegistration
{
    private readonly Func<FlowMachine?> _connect;
    private FlowMachine? _machine;

    /// <summary>Called by generated code.</summary>
    /// <param name="id">The workflow's id.</param>
    /// <param name="version">Its version.</param>
    /// <param name="type">The user's class.</param>
    /// <param name="isStateless">The class has no constructor parameters, so one instance serves all runs.</param>
    /// <param name="connect">Gives the emitted machine; null when the flow did not compile.</param>
    /// <param name="create">Makes an instance with its services.</param>
    public WorkflowRegistration(
        string id, int version, Type type, bool isStateless, Func<FlowMachine?> connect, Func<IServiceProvider, object> create)
        => (Id, Version, Type, IsStateless, _connect, Create) = (id, version, type, isStateless, connect, create);

    /// <summary>The workflow's id.</summary>
    public string Id { get; }

    /// <summary>The workflow's version.</summary>
    public int Version { get; }

    /// <summary>The user's class.</summary>
    public Type Type { get; }

    /// <summary>One instance serves all runs.</summary>
    public bool IsStateless { get; }

    /// <summary>Makes an instance with its services.</summary>
    public Func<IServiceProvider, object> Create { get; }

    /// <summary>The emitted machine.</summary>
    /// <exception cref="InvalidOperationException">The flow did not compile, so there is none.</exception>
    public FlowMachine Machine => _machine ??= _connect()
        ?? throw new InvalidOperationException($"Workflow '{Id}' ({Type}) has no machine: its flow has compile errors, see the RKF diagnostics of its build.");

    /// <summary>The definition; shorthand for that of <see cref="Machine"/>.</summary>
    public WorkflowDefinition Definition => Machine.Definition;
}
