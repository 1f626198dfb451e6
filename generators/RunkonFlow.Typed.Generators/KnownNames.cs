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
    public const string GateAttribute = "RunkonFlow.Typed.GateAttribute";
    public const string SignalAttribute = "RunkonFlow.Typed.SignalAttribute";
    public const string ResolvedByAttribute = "RunkonFlow.Typed.ResolvedByAttribute";
    public const string ChildAttribute = "RunkonFlow.Typed.ChildAttribute";
    public const string CompensatesAttribute = "RunkonFlow.Typed.CompensatesAttribute";
    public const string DryRunAttribute = "RunkonFlow.Typed.DryRunAttribute";
    public const string ConcurrencyAttribute = "RunkonFlow.Typed.ConcurrencyAttribute";
    public const string RateLimitAttribute = "RunkonFlow.Typed.RateLimitAttribute";
    public const string QueueAttribute = "RunkonFlow.Typed.QueueAttribute";
    public const string ScheduleAttribute = "RunkonFlow.Typed.ScheduleAttribute";
    public const string FormerlyAttribute = "RunkonFlow.Typed.FormerlyAttribute";
    public const string FormerLocalAttribute = "RunkonFlow.Typed.FormerLocalAttribute";
    public const string UpcastAttribute = "RunkonFlow.Typed.UpcastAttribute";
    public const string Decision = "RunkonFlow.Typed.Decision";
    public const string DecisionOf = "RunkonFlow.Typed.Decision`1";
    public const string Request = "RunkonFlow.Typed.Request`2";
    public const string GeneratedCode = "System.CodeDom.Compiler.GeneratedCodeAttribute";
    public const string StepContext = "RunkonFlow.Typed.StepContext";
    public const string DbTransaction = "System.Data.Common.DbTransaction";
    public const string Unit = "RunkonFlow.Typed.Unit";
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string Task = "System.Threading.Tasks.Task";
    public const string TaskOf = "System.Threading.Tasks.Task`1";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
    public const string ValueTaskOf = "System.Threading.Tasks.ValueTask`1";

    /// <summary>The builder to which the emitted registration adds; part of hosting, so a compilation may lack it.</summary>
    public const string Builder = "RunkonFlow.Typed.RunkonFlowBuilder";

    public const string Flags = "System.FlagsAttribute";
    public const string KeyValuePair = "System.Collections.Generic.KeyValuePair`2";
    public const string Obsolete = "System.ObsoleteAttribute";
    public const string SetsRequiredMembers = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";

    public const string JsonConstructor = "System.Text.Json.Serialization.JsonConstructorAttribute";
    public const string JsonConverter = "System.Text.Json.Serialization.JsonConverterAttribute";
    public const string JsonDerivedType = "System.Text.Json.Serialization.JsonDerivedTypeAttribute";
    public const string JsonEnumMemberName = "System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute";
    public const string JsonExtensionData = "System.Text.Json.Serialization.JsonExtensionDataAttribute";
    public const string JsonIgnore = "System.Text.Json.Serialization.JsonIgnoreAttribute";
    public const string JsonInclude = "System.Text.Json.Serialization.JsonIncludeAttribute";
    public const string JsonNumberHandling = "System.Text.Json.Serialization.JsonNumberHandlingAttribute";
    public const string JsonPolymorphic = "System.Text.Json.Serialization.JsonPolymorphicAttribute";
    public const string JsonPropertyName = "System.Text.Json.Serialization.JsonPropertyNameAttribute";
    public const string JsonPropertyOrder = "System.Text.Json.Serialization.JsonPropertyOrderAttribute";
    public const string JsonRequired = "System.Text.Json.Serialization.JsonRequiredAttribute";
    public const string JsonSerializable = "System.Text.Json.Serialization.JsonSerializableAttribute";

    public const string FromKeyedServices = "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute";
}
