using System.Collections.Immutable;

namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>Text for people with arguments of a call in it.</summary>
/// <param name="Format">The text as a composite format string; where it has no places, as it stands.</param>
/// <param name="Places">What stands at each place.</param>
internal sealed record TextTemplate(string Format, ImmutableArray<TemplatePlace> Places);

/// <summary>An argument, or a member of it.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Type">Its type.</param>
/// <param name="Default">Its value where the call leaves it out.</param>
/// <param name="Members">What follows the argument, such as <c>?.Customer.Name</c>.</param>
internal sealed record TemplatePlace(string Parameter, string Type, string Default, string Members);
