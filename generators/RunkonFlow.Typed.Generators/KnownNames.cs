namespace RunkonFlow.Typed.Generators;

/// <summary>Metadata names of the types that the generator looks for or names in emitted code. A test ties each to its real type.</summary>
internal static class KnownNames
{
    public const string WorkflowAttribute = "RunkonFlow.Typed.WorkflowAttribute";
    public const string FlowAttribute = "RunkonFlow.Typed.FlowAttribute";
    public const string SubFlowAttribute = "RunkonFlow.Typed.SubFlowAttribute";
    public const string StepAttribute = "RunkonFlow.Typed.StepAttribute";
    public const string RetryAttribute = "RunkonFlow.Typed.RetryAttribute";
    public const string RetryOfAttribute = "RunkonFlow.Typed.RetryAttribute`1";
    public const string NoRetryAttribute = "RunkonFlow.Typed.NoRetryAttribute`1";
    public const string StepContext = "RunkonFlow.Typed.StepContext";
    public const string Unit = "RunkonFlow.Typed.Unit";
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string Task = "System.Threading.Tasks.Task";
    public const string TaskOf = "System.Threading.Tasks.Task`1";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
    public const string ValueTaskOf = "System.Threading.Tasks.ValueTask`1";

    /// <summary>The builder to which the emitted registration adds; part of hosting, so a compilation may lack it.</summary>
    public const string Builder = "RunkonFlow.Typed.RunkonFlowBuilder";

    public const string FromKeyedServices = "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute";
}
