using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace RunkonFlow.Typed.Generators.Tests;

public sealed class KnownNamesTests
{
    public static TheoryData<string, Type> Names => new()
    {
        { KnownNames.WorkflowAttribute, typeof(WorkflowAttribute) },
        { KnownNames.FlowAttribute, typeof(FlowAttribute) },
        { KnownNames.SubFlowAttribute, typeof(SubFlowAttribute) },
        { KnownNames.StepAttribute, typeof(StepAttribute) },
        { KnownNames.RetryAttribute, typeof(RetryAttribute) },
        { KnownNames.RetryOfAttribute, typeof(RetryAttribute<>) },
        { KnownNames.NoRetryAttribute, typeof(NoRetryAttribute<>) },
        { KnownNames.GateAttribute, typeof(GateAttribute) },
        { KnownNames.SignalAttribute, typeof(SignalAttribute) },
        { KnownNames.ResolvedByAttribute, typeof(ResolvedByAttribute) },
        { KnownNames.ChildAttribute, typeof(ChildAttribute) },
        { KnownNames.CompensatesAttribute, typeof(CompensatesAttribute) },
        { KnownNames.DryRunAttribute, typeof(DryRunAttribute) },
        { KnownNames.ConcurrencyAttribute, typeof(ConcurrencyAttribute) },
        { KnownNames.RateLimitAttribute, typeof(RateLimitAttribute) },
        { KnownNames.QueueAttribute, typeof(QueueAttribute) },
        { KnownNames.ScheduleAttribute, typeof(ScheduleAttribute) },
        { KnownNames.FormerlyAttribute, typeof(FormerlyAttribute) },
        { KnownNames.FormerLocalAttribute, typeof(FormerLocalAttribute) },
        { KnownNames.UpcastAttribute, typeof(UpcastAttribute) },
        { KnownNames.Decision, typeof(Decision) },
        { KnownNames.DecisionOf, typeof(Decision<>) },
        { KnownNames.Request, typeof(Request<,>) },
        { KnownNames.DbTransaction, typeof(System.Data.Common.DbTransaction) },
        { KnownNames.GeneratedCode, typeof(System.CodeDom.Compiler.GeneratedCodeAttribute) },
        { KnownNames.StepContext, typeof(StepContext) },
        { KnownNames.DbTransaction, typeof(System.Data.Common.DbTransaction) },
        { KnownNames.Unit, typeof(Unit) },
        { KnownNames.Request, typeof(Request<,>) },
        { KnownNames.CancellationToken, typeof(CancellationToken) },
        { KnownNames.Task, typeof(Task) },
        { KnownNames.TaskOf, typeof(Task<>) },
        { KnownNames.ValueTask, typeof(ValueTask) },
        { KnownNames.ValueTaskOf, typeof(ValueTask<>) },
        { KnownNames.Builder, typeof(RunkonFlowBuilder) },
        { KnownNames.Flags, typeof(FlagsAttribute) },
        { KnownNames.KeyValuePair, typeof(KeyValuePair<,>) },
        { KnownNames.Obsolete, typeof(ObsoleteAttribute) },
        { KnownNames.SetsRequiredMembers, typeof(SetsRequiredMembersAttribute) },
        { KnownNames.JsonConstructor, typeof(JsonConstructorAttribute) },
        { KnownNames.JsonConverter, typeof(JsonConverterAttribute) },
        { KnownNames.JsonDerivedType, typeof(JsonDerivedTypeAttribute) },
        { KnownNames.JsonEnumMemberName, typeof(JsonStringEnumMemberNameAttribute) },
        { KnownNames.JsonExtensionData, typeof(JsonExtensionDataAttribute) },
        { KnownNames.JsonIgnore, typeof(JsonIgnoreAttribute) },
        { KnownNames.JsonInclude, typeof(JsonIncludeAttribute) },
        { KnownNames.JsonNumberHandling, typeof(JsonNumberHandlingAttribute) },
        { KnownNames.JsonPolymorphic, typeof(JsonPolymorphicAttribute) },
        { KnownNames.JsonPropertyName, typeof(JsonPropertyNameAttribute) },
        { KnownNames.JsonPropertyOrder, typeof(JsonPropertyOrderAttribute) },
        { KnownNames.JsonRequired, typeof(JsonRequiredAttribute) },
        { KnownNames.JsonSerializable, typeof(JsonSerializableAttribute) },
        { KnownNames.FromKeyedServices, typeof(FromKeyedServicesAttribute) },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_is_that_of_a_real_type(string name, Type type) => Assert.Equal(type.FullName, name);

    [Fact]
    public void Every_name_is_tied_to_a_type()
    {
        var names = typeof(KnownNames).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.Empty(names.Except(Names.Select(row => row.Data.Item1)));
    }
}
