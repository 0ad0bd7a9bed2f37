var _i=class{addEventListener(){}removeEventListener(){}dispatchEvent(){return!0}},gi=class extends _i{},bi=class extends gi{constructor(){super(...arguments),this.role=null}},Nr=class{observe(){}unobserve(){}disconnect(){}},_o={createElement:function(){return new Wt.HTMLElement},createElementNS:function(){return new Wt.HTMLElement},addEventListener(){},removeEventListener(){},dispatchEvent(t){return!1}},Wt={ResizeObserver:Nr,document:_o,Node:gi,Element:bi,HTMLElement:class extends bi{constructor(){super(...arguments),this.innerHTML=""}get content(){return new Wt.DocumentFragment}},DocumentFragment:class extends _i{},customElements:{get:function(){},define:function(){},whenDefined:function(){}},localStorage:{getItem(t){return null},setItem(t,e){},removeItem(t){}},CustomEvent:function(){},getComputedStyle:function(){},navigator:{languages:[],get userAgent(){return""}},matchMedia(t){return{matches:!1,media:t}},DOMParser:class{parseFromString(e,i){return{body:{textContent:e}}}}},go="global"in globalThis&&globalThis?.global===globalThis||typeof window>"u"||typeof window.customElements>"u",bo=Object.keys(Wt).every(t=>t in globalThis),l=go&&!bo?Wt:globalThis,H=go&&!bo?_o:globalThis.document;var m={MEDIA_PLAY_REQUEST:"mediaplayrequest",MEDIA_PAUSE_REQUEST:"mediapauserequest",MEDIA_MUTE_REQUEST:"mediamuterequest",MEDIA_UNMUTE_REQUEST:"mediaunmuterequest",MEDIA_LOOP_REQUEST:"medialooprequest",MEDIA_VOLUME_REQUEST:"mediavolumerequest",MEDIA_SEEK_REQUEST:"mediaseekrequest",MEDIA_AIRPLAY_REQUEST:"mediaairplayrequest",MEDIA_ENTER_FULLSCREEN_REQUEST:"mediaenterfullscreenrequest",MEDIA_EXIT_FULLSCREEN_REQUEST:"mediaexitfullscreenrequest",MEDIA_PREVIEW_REQUEST:"mediapreviewrequest",MEDIA_ENTER_PIP_REQUEST:"mediaenterpiprequest",MEDIA_EXIT_PIP_REQUEST:"mediaexitpiprequest",MEDIA_ENTER_CAST_REQUEST:"mediaentercastrequest",MEDIA_EXIT_CAST_REQUEST:"mediaexitcastrequest",MEDIA_SHOW_TEXT_TRACKS_REQUEST:"mediashowtexttracksrequest",MEDIA_HIDE_TEXT_TRACKS_REQUEST:"mediahidetexttracksrequest",MEDIA_SHOW_SUBTITLES_REQUEST:"mediashowsubtitlesrequest",MEDIA_DISABLE_SUBTITLES_REQUEST:"mediadisablesubtitlesrequest",MEDIA_TOGGLE_SUBTITLES_REQUEST:"mediatogglesubtitlesrequest",MEDIA_PLAYBACK_RATE_REQUEST:"mediaplaybackraterequest",MEDIA_RENDITION_REQUEST:"mediarenditionrequest",MEDIA_AUDIO_TRACK_REQUEST:"mediaaudiotrackrequest",MEDIA_SEEK_TO_LIVE_REQUEST:"mediaseektoliverequest",REGISTER_MEDIA_STATE_RECEIVER:"registermediastatereceiver",UNREGISTER_MEDIA_STATE_RECEIVER:"unregistermediastatereceiver"},k={MEDIA_CHROME_ATTRIBUTES:"mediachromeattributes",MEDIA_CONTROLLER:"mediacontroller"},Hr={MEDIA_AIRPLAY_UNAVAILABLE:"mediaAirplayUnavailable",MEDIA_AUDIO_TRACK_ENABLED:"mediaAudioTrackEnabled",MEDIA_AUDIO_TRACK_LIST:"mediaAudioTrackList",MEDIA_AUDIO_TRACK_UNAVAILABLE:"mediaAudioTrackUnavailable",MEDIA_BUFFERED:"mediaBuffered",MEDIA_CAST_UNAVAILABLE:"mediaCastUnavailable",MEDIA_CHAPTERS_CUES:"mediaChaptersCues",MEDIA_CURRENT_TIME:"mediaCurrentTime",MEDIA_DURATION:"mediaDuration",MEDIA_ENDED:"mediaEnded",MEDIA_ERROR:"mediaError",MEDIA_ERROR_CODE:"mediaErrorCode",MEDIA_ERROR_MESSAGE:"mediaErrorMessage",MEDIA_FULLSCREEN_UNAVAILABLE:"mediaFullscreenUnavailable",MEDIA_HAS_PLAYED:"mediaHasPlayed",MEDIA_HEIGHT:"mediaHeight",MEDIA_IS_AIRPLAYING:"mediaIsAirplaying",MEDIA_IS_CASTING:"mediaIsCasting",MEDIA_IS_FULLSCREEN:"mediaIsFullscreen",MEDIA_IS_PIP:"mediaIsPip",MEDIA_LOADING:"mediaLoading",MEDIA_MUTED:"mediaMuted",MEDIA_LOOP:"mediaLoop",MEDIA_PAUSED:"mediaPaused",MEDIA_PIP_UNAVAILABLE:"mediaPipUnavailable",MEDIA_PLAYBACK_RATE:"mediaPlaybackRate",MEDIA_PREVIEW_CHAPTER:"mediaPreviewChapter",MEDIA_PREVIEW_COORDS:"mediaPreviewCoords",MEDIA_PREVIEW_IMAGE:"mediaPreviewImage",MEDIA_PREVIEW_TIME:"mediaPreviewTime",MEDIA_RENDITION_LIST:"mediaRenditionList",MEDIA_RENDITION_SELECTED:"mediaRenditionSelected",MEDIA_RENDITION_UNAVAILABLE:"mediaRenditionUnavailable",MEDIA_SEEKABLE:"mediaSeekable",MEDIA_STREAM_TYPE:"mediaStreamType",MEDIA_SUBTITLES_LIST:"mediaSubtitlesList",MEDIA_SUBTITLES_SHOWING:"mediaSubtitlesShowing",MEDIA_TARGET_LIVE_WINDOW:"mediaTargetLiveWindow",MEDIA_TIME_IS_LIVE:"mediaTimeIsLive",MEDIA_VOLUME:"mediaVolume",MEDIA_VOLUME_LEVEL:"mediaVolumeLevel",MEDIA_VOLUME_UNAVAILABLE:"mediaVolumeUnavailable",MEDIA_LANG:"mediaLang",MEDIA_WIDTH:"mediaWidth"},Ao=Object.entries(Hr),s=Ao.reduce((t,[e,i])=>(t[e]=i.toLowerCase(),t),{}),on={USER_INACTIVE_CHANGE:"userinactivechange",BREAKPOINTS_CHANGE:"breakpointchange",BREAKPOINTS_COMPUTED:"breakpointscomputed"},qe=Ao.reduce((t,[e,i])=>(t[e]=i.toLowerCase(),t),{...on}),Xl=Object.entries(qe).reduce((t,[e,i])=>{let r=s[e];return r&&(t[i]=r),t},{userinactivechange:"userinactive"}),To=Object.entries(s).reduce((t,[e,i])=>{let r=qe[e];return r&&(t[i]=r),t},{userinactive:"userinactivechange"}),J={SUBTITLES:"subtitles",CAPTIONS:"captions",DESCRIPTIONS:"descriptions",CHAPTERS:"chapters",METADATA:"metadata"},Ce={DISABLED:"disabled",HIDDEN:"hidden",SHOWING:"showing"};var Ai={MOUSE:"mouse",PEN:"pen",TOUCH:"touch"},j={UNAVAILABLE:"unavailable",UNSUPPORTED:"unsupported"},te={LIVE:"live",ON_DEMAND:"on-demand",UNKNOWN:"unknown"};var So={INLINE:"inline",FULLSCREEN:"fullscreen",PICTURE_IN_PICTURE:"picture-in-picture"};var Io=new WeakMap,Fr=t=>{let e=Io.get(t);return e||Io.set(t,e=new Set),e},yo=new l.ResizeObserver(t=>{for(let e of t)for(let i of Fr(e.target))i(e)});function Ti(t,e){Fr(t).add(e),yo.observe(t)}function Si(t,e){let i=Fr(t);i.delete(e),i.size||yo.unobserve(t)}function F(t){let e={};for(let i of t)e[i.name]=i.value;return e}function ko(t){var e;return(e=sn(t))!=null?e:Oe(t,"media-controller")}function sn(t){var e;let{MEDIA_CONTROLLER:i}=k,r=t.getAttribute(i);if(r)return(e=nn(t))==null?void 0:e.getElementById(r)}var ve=(t,e)=>!t||!e?!1:t?.contains(e)?!0:ve(t,e.getRootNode().host),Oe=(t,e)=>{if(!t)return null;let i=t.closest(e);return i||Oe(t.getRootNode().host,e)};function Br(t=document){var e;let i=t?.activeElement;return i?(e=Br(i.shadowRoot))!=null?e:i:null}function nn(t){var e;let i=(e=t?.getRootNode)==null?void 0:e.call(t);return i instanceof ShadowRoot||i instanceof Document?i:null}function Ii(t,{depth:e=3,checkOpacity:i=!0,checkVisibilityCSS:r=!0}={}){if(t.checkVisibility)return t.checkVisibility({checkOpacity:i,checkVisibilityCSS:r});let a=t;for(;a&&e>0;){let o=getComputedStyle(a);if(i&&o.opacity==="0"||r&&o.visibility==="hidden"||o.display==="none")return!1;a=a.parentElement,e--}return!0}function wo(t,e,i,r){let a=r.x-i.x,o=r.y-i.y,n=a*a+o*o;if(n===0)return 0;let d=((t-i.x)*a+(e-i.y)*o)/n;return Math.max(0,Math.min(1,d))}function C(t,e){let i=ln(t,r=>r===e);return i||Wr(t,e)}function ln(t,e){var i,r;let a;for(a of(i=t.querySelectorAll("style:not([media])"))!=null?i:[]){let o;try{o=(r=a.sheet)==null?void 0:r.cssRules}catch{continue}for(let n of o??[])if(e(n.selectorText))return n}}function Wr(t,e){var i,r;let a=(i=t.querySelectorAll("style:not([media])"))!=null?i:[],o=a?.[a.length-1];if(!o?.sheet)return console.warn("Media Chrome: No style sheet found on style tag of",t),{style:{setProperty:()=>{},removeProperty:()=>"",getPropertyValue:()=>""}};let n=o?.sheet.insertRule(`${e}{}`,o.sheet.cssRules.length);return(r=o.sheet.cssRules)==null?void 0:r[n]}function Y(t,e,i=Number.NaN){let r=t.getAttribute(e);return r!=null?+r:i}function Q(t,e,i){let r=+i;if(i==null||Number.isNaN(r)){t.hasAttribute(e)&&t.removeAttribute(e);return}Y(t,e,void 0)!==r&&t.setAttribute(e,`${r}`)}function g(t,e){return t.hasAttribute(e)}function b(t,e,i){if(i==null){t.hasAttribute(e)&&t.removeAttribute(e);return}g(t,e)!=i&&t.toggleAttribute(e,i)}function R(t,e,i=null){var r;return(r=t.getAttribute(e))!=null?r:i}function L(t,e,i){if(i==null){t.hasAttribute(e)&&t.removeAttribute(e);return}let r=`${i}`;R(t,e,void 0)!==r&&t.setAttribute(e,r)}var Mo=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},de=(t,e,i)=>(Mo(t,e,"read from private field"),i?i.call(t):e.get(t)),dn=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},yi=(t,e,i,r)=>(Mo(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),G;function un(t){return`
    <style>
      :host {
        display: var(--media-control-display, var(--media-gesture-receiver-display, inline-block));
        box-sizing: border-box;
      }
    </style>
  `}var ut=class extends l.HTMLElement{constructor(){if(super(),dn(this,G,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=F(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[k.MEDIA_CONTROLLER,s.MEDIA_PAUSED]}attributeChangedCallback(e,i,r){var a,o,n,d,u;e===k.MEDIA_CONTROLLER&&(i&&((o=(a=de(this,G))==null?void 0:a.unassociateElement)==null||o.call(a,this),yi(this,G,null)),r&&this.isConnected&&(yi(this,G,(n=this.getRootNode())==null?void 0:n.getElementById(r)),(u=(d=de(this,G))==null?void 0:d.associateElement)==null||u.call(d,this)))}connectedCallback(){var e,i;this.tabIndex=-1,this.setAttribute("aria-hidden","true"),yi(this,G,cn(this)),this.getAttribute(k.MEDIA_CONTROLLER)&&((i=(e=de(this,G))==null?void 0:e.associateElement)==null||i.call(e,this)),de(this,G)&&(de(this,G).addEventListener("pointerdown",this),de(this,G).addEventListener("click",this),de(this,G).hasAttribute("tabindex")||(de(this,G).tabIndex=0))}disconnectedCallback(){var e,i,r,a;this.getAttribute(k.MEDIA_CONTROLLER)&&((i=(e=de(this,G))==null?void 0:e.unassociateElement)==null||i.call(e,this)),(r=de(this,G))==null||r.removeEventListener("pointerdown",this),(a=de(this,G))==null||a.removeEventListener("click",this),yi(this,G,null)}handleEvent(e){var i;let r=(i=e.composedPath())==null?void 0:i[0];if(["video","media-controller"].includes(r?.localName)){if(e.type==="pointerdown")this._pointerType=e.pointerType;else if(e.type==="click"){let{clientX:o,clientY:n}=e,{left:d,top:u,width:y,height:I}=this.getBoundingClientRect(),A=o-d,v=n-u;if(A<0||v<0||A>y||v>I||y===0&&I===0)return;let h=this._pointerType||"mouse";if(this._pointerType=void 0,h===Ai.TOUCH){this.handleTap(e);return}else if(h===Ai.MOUSE||h===Ai.PEN){this.handleMouseClick(e);return}}}}get mediaPaused(){return g(this,s.MEDIA_PAUSED)}set mediaPaused(e){b(this,s.MEDIA_PAUSED,e)}handleTap(e){}handleMouseClick(e){let i=this.mediaPaused?m.MEDIA_PLAY_REQUEST:m.MEDIA_PAUSE_REQUEST;this.dispatchEvent(new l.CustomEvent(i,{composed:!0,bubbles:!0}))}};G=new WeakMap;ut.shadowRootOptions={mode:"open"};ut.getTemplateHTML=un;function cn(t){var e;let i=t.getAttribute(k.MEDIA_CONTROLLER);return i?(e=t.getRootNode())==null?void 0:e.getElementById(i):Oe(t,"media-controller")}l.customElements.get("media-gesture-receiver")||l.customElements.define("media-gesture-receiver",ut);var $r=ut;var Lo={"Start airplay":"Start airplay","Stop airplay":"Stop airplay",Audio:"Audio",Captions:"Captions","Enable captions":"Enable captions","Disable captions":"Disable captions","Start casting":"Start casting","Stop casting":"Stop casting","Enter fullscreen mode":"Enter fullscreen mode","Exit fullscreen mode":"Exit fullscreen mode",Mute:"Mute",Unmute:"Unmute",Loop:"Loop","Enter picture in picture mode":"Enter picture in picture mode","Exit picture in picture mode":"Exit picture in picture mode",Play:"Play",Pause:"Pause","Playback rate":"Playback rate","Playback rate {playbackRate}":"Playback rate {playbackRate}",Quality:"Quality","Seek backward":"Seek backward","Seek forward":"Seek forward",Settings:"Settings",Auto:"Auto","audio player":"audio player","video player":"video player",volume:"volume",seek:"seek","closed captions":"closed captions","current playback rate":"current playback rate","playback time":"playback time","media loading":"media loading",settings:"settings","audio tracks":"audio tracks",quality:"quality",play:"play",pause:"pause",mute:"mute",unmute:"unmute","chapter: {chapterName}":"chapter: {chapterName}",live:"live",Off:"Off","start airplay":"start airplay","stop airplay":"stop airplay","start casting":"start casting","stop casting":"stop casting","enter fullscreen mode":"enter fullscreen mode","exit fullscreen mode":"exit fullscreen mode","enter picture in picture mode":"enter picture in picture mode","exit picture in picture mode":"exit picture in picture mode","seek to live":"seek to live","playing live":"playing live","seek back {seekOffset} seconds":"seek back {seekOffset} seconds","seek forward {seekOffset} seconds":"seek forward {seekOffset} seconds","Network Error":"Network Error","Decode Error":"Decode Error","Source Not Supported":"Source Not Supported","Encryption Error":"Encryption Error","A network error caused the media download to fail.":"A network error caused the media download to fail.","A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.":"A media error caused playback to be aborted. The media could be corrupt or your browser does not support this format.","An unsupported error occurred. The server or network failed, or your browser does not support this format.":"An unsupported error occurred. The server or network failed, or your browser does not support this format.","The media is encrypted and there are no keys to decrypt it.":"The media is encrypted and there are no keys to decrypt it.",hour:"hour",hours:"hours",minute:"minute",minutes:"minutes",second:"second",seconds:"seconds","{time} remaining":"{time} remaining","{currentTime} of {totalTime}":"{currentTime} of {totalTime}","video not loaded, unknown time.":"video not loaded, unknown time."};var Ro,ct={en:Lo},ht=((Ro=globalThis.navigator)==null?void 0:Ro.language)||"en",Vr=t=>{ht=t},hn=(t,e)=>{ct[t]=e},mn=t=>{var e,i,r;let[a]=ht.split("-");return((e=ct[ht])==null?void 0:e[t])||((i=ct[a])==null?void 0:i[t])||((r=ct.en)==null?void 0:r[t])||t},Do=()=>{let[t]=ht.split("-");return ct[ht]?ht:ct[t]?t:"en"},T=(t,e={})=>mn(t).replace(/\{(\w+)\}/g,(i,r)=>r in e?String(e[r]):`{${r}}`);var Yr=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},P=(t,e,i)=>(Yr(t,e,"read from private field"),i?i.call(t):e.get(t)),X=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ue=(t,e,i,r)=>(Yr(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),ce=(t,e,i)=>(Yr(t,e,"access private method"),i),$t,Mi,mt,vt,Et,Kr,pt,ki,Gr,Co,qr,Oo,Vt,Li,Ri,Qr,ft,Kt,Ue,wi,f={AUDIO:"audio",AUTOHIDE:"autohide",BREAKPOINTS:"breakpoints",GESTURES_DISABLED:"gesturesdisabled",KEYBOARD_CONTROL:"keyboardcontrol",NO_AUTOHIDE:"noautohide",USER_INACTIVE:"userinactive",AUTOHIDE_OVER_CONTROLS:"autohideovercontrols"};function pn(t){return`
    <style>
      
      :host([${s.MEDIA_IS_FULLSCREEN}]) ::slotted([slot=media]) {
        outline: none;
      }

      :host {
        box-sizing: border-box;
        position: relative;
        display: inline-block;
        line-height: 0;
        background-color: var(--media-background-color, #000);
        overflow: hidden;
      }

      :host(:not([${f.AUDIO}])) [part~=layer]:not([part~=media-layer]) {
        position: absolute;
        top: 0;
        left: 0;
        bottom: 0;
        right: 0;
        display: flex;
        flex-flow: column nowrap;
        align-items: start;
        pointer-events: none;
        background: none;
      }

      slot[name=media] {
        display: var(--media-slot-display, contents);
      }

      
      :host([${f.AUDIO}]) slot[name=media] {
        display: var(--media-slot-display, none);
      }

      
      :host([${f.AUDIO}]) [part~=layer][part~=gesture-layer] {
        height: 0;
        display: block;
      }

      
      :host(:not([${f.AUDIO}])[${f.GESTURES_DISABLED}]) ::slotted([slot=gestures-chrome]),
          :host(:not([${f.AUDIO}])[${f.GESTURES_DISABLED}]) media-gesture-receiver[slot=gestures-chrome] {
        display: none;
      }

      
      ::slotted(:not([slot=media]):not([slot=poster]):not(media-loading-indicator):not([role=dialog]):not([hidden])) {
        pointer-events: auto;
      }

      :host(:not([${f.AUDIO}])) *[part~=layer][part~=centered-layer] {
        align-items: center;
        justify-content: center;
      }

      :host(:not([${f.AUDIO}])) ::slotted(media-gesture-receiver[slot=gestures-chrome]),
      :host(:not([${f.AUDIO}])) media-gesture-receiver[slot=gestures-chrome] {
        align-self: stretch;
        flex-grow: 1;
      }

      slot[name=middle-chrome] {
        display: inline;
        flex-grow: 1;
        pointer-events: none;
        background: none;
      }

      
      ::slotted([slot=media]),
      ::slotted([slot=poster]) {
        width: 100%;
        height: 100%;
      }

      
      :host(:not([${f.AUDIO}])) .spacer {
        flex-grow: 1;
      }

      
      :host(:-webkit-full-screen) {
        
        width: 100% !important;
        height: 100% !important;
      }

      
      ::slotted(:not([slot=media]):not([slot=poster]):not([${f.NO_AUTOHIDE}]):not([hidden]):not([role=dialog])) {
        opacity: 1;
        transition: var(--media-control-transition-in, opacity 0.25s);
      }

      
      :host([${f.USER_INACTIVE}]:not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_AIRPLAYING}]):not([${s.MEDIA_IS_CASTING}]):not([${f.AUDIO}])) ::slotted(:not([slot=media]):not([slot=poster]):not([${f.NO_AUTOHIDE}]):not([role=dialog])) {
        opacity: 0;
        transition: var(--media-control-transition-out, opacity 1s);
      }

      :host([${f.USER_INACTIVE}]:not([${f.NO_AUTOHIDE}]):not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_CASTING}]):not([${f.AUDIO}])) ::slotted([slot=media]) {
        cursor: none;
      }

      :host([${f.USER_INACTIVE}][${f.AUTOHIDE_OVER_CONTROLS}]:not([${f.NO_AUTOHIDE}]):not([${s.MEDIA_PAUSED}]):not([${s.MEDIA_IS_CASTING}]):not([${f.AUDIO}])) * {
        --media-cursor: none;
        cursor: none;
      }


      ::slotted(media-control-bar)  {
        align-self: stretch;
      }

      
      
      :host(:not([${f.AUDIO}])[${s.MEDIA_HAS_PLAYED}]) slot[name=poster],
      :host(:not([${f.AUDIO}])[${s.MEDIA_STREAM_TYPE}="${te.ON_DEMAND}"][${s.MEDIA_CURRENT_TIME}]:not([${s.MEDIA_CURRENT_TIME}="0"])) slot[name=poster] {
        display: none;
      }

      ::slotted([role=dialog]) {
        width: 100%;
        height: 100%;
        align-self: center;
      }

      ::slotted([role=menu]) {
        align-self: end;
      }
    </style>

    <slot name="media" part="layer media-layer"></slot>
    <slot name="poster" part="layer poster-layer"></slot>
    <slot name="gestures-chrome" part="layer gesture-layer">
      <media-gesture-receiver slot="gestures-chrome">
        <template shadowrootmode="${$r.shadowRootOptions.mode}">
          ${$r.getTemplateHTML({})}
        </template>
      </media-gesture-receiver>
    </slot>
    <span part="layer vertical-layer">
      <slot name="top-chrome" part="top chrome"></slot>
      <slot name="middle-chrome" part="middle chrome"></slot>
      <slot name="centered-chrome" part="layer centered-layer center centered chrome"></slot>
      
      <slot part="bottom chrome"></slot>
    </span>
    <slot name="dialog" part="layer dialog-layer"></slot>
  `}var En=Object.values(s),vn="sm:384 md:576 lg:768 xl:960";function fn(t){Uo(t.target,t.contentRect.width)}function Uo(t,e){var i;if(!t.isConnected)return;let r=(i=t.getAttribute(f.BREAKPOINTS))!=null?i:vn,a=_n(r),o=gn(a,e),n=!1;if(Object.keys(a).forEach(d=>{if(o.includes(d)){t.hasAttribute(`breakpoint${d}`)||(t.setAttribute(`breakpoint${d}`,""),n=!0);return}t.hasAttribute(`breakpoint${d}`)&&(t.removeAttribute(`breakpoint${d}`),n=!0)}),n){let d=new CustomEvent(qe.BREAKPOINTS_CHANGE,{detail:o});t.dispatchEvent(d)}t.breakpointsComputed||(t.breakpointsComputed=!0,t.dispatchEvent(new CustomEvent(qe.BREAKPOINTS_COMPUTED,{bubbles:!0,composed:!0})))}function _n(t){let e=t.split(/\s+/);return Object.fromEntries(e.map(i=>i.split(":")))}function gn(t,e){return Object.keys(t).filter(i=>e>=parseInt(t[i]))}var Ye=class extends l.HTMLElement{constructor(){if(super(),X(this,Gr),X(this,qr),X(this,Vt),X(this,Ri),X(this,ft),X(this,$t,void 0),X(this,Mi,0),X(this,mt,null),X(this,vt,null),X(this,Et,void 0),this.breakpointsComputed=!1,X(this,Kr,e=>{let i=this.media;for(let r of e){if(r.type!=="childList")continue;let a=r.removedNodes;for(let o of a){if(o.slot!="media"||r.target!=this)continue;let n=r.previousSibling&&r.previousSibling.previousElementSibling;if(!n||!i)this.mediaUnsetCallback(o);else{let d=n.slot!=="media";for(;(n=n.previousSibling)!==null;)n.slot=="media"&&(d=!1);d&&this.mediaUnsetCallback(o)}}if(i)for(let o of r.addedNodes)o===i&&this.handleMediaUpdated(i)}}),X(this,pt,!1),X(this,ki,e=>{P(this,pt)||(setTimeout(()=>{fn(e),ue(this,pt,!1)},0),ue(this,pt,!0))}),X(this,Ue,void 0),X(this,wi,()=>{if(!P(this,Ue).assignedElements({flatten:!0}).length){P(this,mt)&&this.mediaUnsetCallback(P(this,mt));return}this.handleMediaUpdated(this.media)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=F(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}ue(this,$t,new MutationObserver(P(this,Kr)))}static get observedAttributes(){return[f.AUTOHIDE,f.GESTURES_DISABLED].concat(En).filter(e=>![s.MEDIA_RENDITION_LIST,s.MEDIA_AUDIO_TRACK_LIST,s.MEDIA_CHAPTERS_CUES,s.MEDIA_WIDTH,s.MEDIA_HEIGHT,s.MEDIA_ERROR,s.MEDIA_ERROR_MESSAGE].includes(e))}attributeChangedCallback(e,i,r){e.toLowerCase()==f.AUTOHIDE&&(this.autohide=r)}get media(){let e=this.querySelector(":scope > [slot=media]");return e?.nodeName=="SLOT"&&(e=e.assignedElements({flatten:!0})[0]),e}async handleMediaUpdated(e){e&&(ue(this,mt,e),e.localName.includes("-")&&await l.customElements.whenDefined(e.localName),this.mediaSetCallback(e))}connectedCallback(){var e;P(this,$t).observe(this,{childList:!0,subtree:!0}),Ti(this,P(this,ki));let r=this.getAttribute(f.AUDIO)!=null?T("audio player"):T("video player");this.setAttribute("role","region"),this.setAttribute("aria-label",r),this.handleMediaUpdated(this.media),this.setAttribute(f.USER_INACTIVE,""),Uo(this,this.getBoundingClientRect().width);let a=this.querySelector(":scope > slot[slot=media]");a&&(ue(this,Ue,a),P(this,Ue).addEventListener("slotchange",P(this,wi))),this.addEventListener("pointerdown",this),this.addEventListener("pointermove",this),this.addEventListener("pointerup",this),this.addEventListener("mouseleave",this),this.addEventListener("keyup",this),(e=l.window)==null||e.addEventListener("mouseup",this)}disconnectedCallback(){var e;Si(this,P(this,ki)),clearTimeout(P(this,vt)),P(this,$t).disconnect(),this.media&&this.mediaUnsetCallback(this.media),(e=l.window)==null||e.removeEventListener("mouseup",this),this.removeEventListener("pointerdown",this),this.removeEventListener("pointermove",this),this.removeEventListener("pointerup",this),this.removeEventListener("mouseleave",this),this.removeEventListener("keyup",this),P(this,Ue)&&(P(this,Ue).removeEventListener("slotchange",P(this,wi)),ue(this,Ue,null)),ue(this,pt,!1)}mediaSetCallback(e){}mediaUnsetCallback(e){ue(this,mt,null)}handleEvent(e){switch(e.type){case"pointerdown":ue(this,Mi,e.timeStamp);break;case"pointermove":ce(this,Gr,Co).call(this,e);break;case"pointerup":ce(this,qr,Oo).call(this,e);break;case"mouseleave":ce(this,Vt,Li).call(this);break;case"mouseup":this.removeAttribute(f.KEYBOARD_CONTROL);break;case"keyup":ce(this,ft,Kt).call(this),this.setAttribute(f.KEYBOARD_CONTROL,"");break}}set autohide(e){let i=Number(e);ue(this,Et,isNaN(i)?0:i)}get autohide(){return(P(this,Et)===void 0?2:P(this,Et)).toString()}get breakpoints(){return R(this,f.BREAKPOINTS)}set breakpoints(e){L(this,f.BREAKPOINTS,e)}get audio(){return g(this,f.AUDIO)}set audio(e){b(this,f.AUDIO,e)}get gesturesDisabled(){return g(this,f.GESTURES_DISABLED)}set gesturesDisabled(e){b(this,f.GESTURES_DISABLED,e)}get keyboardControl(){return g(this,f.KEYBOARD_CONTROL)}set keyboardControl(e){b(this,f.KEYBOARD_CONTROL,e)}get noAutohide(){return g(this,f.NO_AUTOHIDE)}set noAutohide(e){b(this,f.NO_AUTOHIDE,e)}get autohideOverControls(){return g(this,f.AUTOHIDE_OVER_CONTROLS)}set autohideOverControls(e){b(this,f.AUTOHIDE_OVER_CONTROLS,e)}get userInteractive(){return g(this,f.USER_INACTIVE)}set userInteractive(e){b(this,f.USER_INACTIVE,e)}};$t=new WeakMap;Mi=new WeakMap;mt=new WeakMap;vt=new WeakMap;Et=new WeakMap;Kr=new WeakMap;pt=new WeakMap;ki=new WeakMap;Gr=new WeakSet;Co=function(t){if(t.pointerType!=="mouse"&&t.timeStamp-P(this,Mi)<250)return;ce(this,Ri,Qr).call(this),clearTimeout(P(this,vt));let e=this.hasAttribute(f.AUTOHIDE_OVER_CONTROLS);([this,this.media].includes(t.target)||e)&&ce(this,ft,Kt).call(this)};qr=new WeakSet;Oo=function(t){if(t.pointerType==="touch"){let e=!this.hasAttribute(f.USER_INACTIVE);[this,this.media].includes(t.target)&&e?ce(this,Vt,Li).call(this):ce(this,ft,Kt).call(this)}else t.composedPath().some(e=>["media-play-button","media-fullscreen-button"].includes(e?.localName))&&ce(this,ft,Kt).call(this)};Vt=new WeakSet;Li=function(){if(P(this,Et)<0||this.hasAttribute(f.USER_INACTIVE))return;this.setAttribute(f.USER_INACTIVE,"");let t=new l.CustomEvent(qe.USER_INACTIVE_CHANGE,{composed:!0,bubbles:!0,detail:!0});this.dispatchEvent(t)};Ri=new WeakSet;Qr=function(){if(!this.hasAttribute(f.USER_INACTIVE))return;this.removeAttribute(f.USER_INACTIVE);let t=new l.CustomEvent(qe.USER_INACTIVE_CHANGE,{composed:!0,bubbles:!0,detail:!1});this.dispatchEvent(t)};ft=new WeakSet;Kt=function(){ce(this,Ri,Qr).call(this),clearTimeout(P(this,vt));let t=parseInt(this.autohide);t<0||ue(this,vt,setTimeout(()=>{ce(this,Vt,Li).call(this)},t*1e3))};Ue=new WeakMap;wi=new WeakMap;Ye.shadowRootOptions={mode:"open"};Ye.getTemplateHTML=pn;l.customElements.get("media-container")||l.customElements.define("media-container",Ye);var ta=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ze=(t,e,i)=>(ta(t,e,"read from private field"),i?i.call(t):e.get(t)),Le=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ia=(t,e,i,r)=>(ta(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Qe=(t,e,i)=>(ta(t,e,"access private method"),i),Ci,qt,Xe,Di,zr,Xr,xo,Zr,Po,Jr,No,jr,Ho,ea,Fo;function bn(t){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        display: var(--media-dialog-display, inline-flex);
        justify-content: center;
        align-items: center;
        
        transition-behavior: allow-discrete;
        visibility: hidden;
        opacity: 0;
        transform: translateY(2px) scale(.99);
        pointer-events: none;
      }

      :host([open]) {
        transition: display .2s, visibility 0s, opacity .2s ease-out, transform .15s ease-out;
        visibility: visible;
        opacity: 1;
        transform: translateY(0) scale(1);
        pointer-events: auto;
      }

      #content {
        display: flex;
        position: relative;
        box-sizing: border-box;
        width: min(320px, 100%);
        word-wrap: break-word;
        max-height: 100%;
        overflow: auto;
        text-align: center;
        line-height: 1.4;
      }
    </style>
    ${this.getSlotTemplateHTML(t)}
  `}function An(t){return`
    <slot id="content"></slot>
  `}var Gt={OPEN:"open",ANCHOR:"anchor"},xe=class extends l.HTMLElement{constructor(){super(),Le(this,Di),Le(this,Xr),Le(this,Zr),Le(this,Jr),Le(this,jr),Le(this,ea),Le(this,Ci,!1),Le(this,qt,null),Le(this,Xe,null)}static get observedAttributes(){return[Gt.OPEN,Gt.ANCHOR]}get open(){return g(this,Gt.OPEN)}set open(e){b(this,Gt.OPEN,e)}handleEvent(e){switch(e.type){case"invoke":Qe(this,Jr,No).call(this,e);break;case"focusout":Qe(this,jr,Ho).call(this,e);break;case"keydown":Qe(this,ea,Fo).call(this,e);break}}connectedCallback(){Qe(this,Di,zr).call(this),this.role||(this.role="dialog"),this.addEventListener("invoke",this),this.addEventListener("focusout",this),this.addEventListener("keydown",this)}disconnectedCallback(){this.removeEventListener("invoke",this),this.removeEventListener("focusout",this),this.removeEventListener("keydown",this)}attributeChangedCallback(e,i,r){Qe(this,Di,zr).call(this),e===Gt.OPEN&&r!==i&&(this.open?Qe(this,Xr,xo).call(this):Qe(this,Zr,Po).call(this))}focus(){ia(this,qt,Br());let e=!this.dispatchEvent(new Event("focus",{composed:!0,cancelable:!0})),i=!this.dispatchEvent(new Event("focusin",{composed:!0,bubbles:!0,cancelable:!0}));if(e||i)return;let r=this.querySelector('[autofocus], [tabindex]:not([tabindex="-1"]), [role="menu"]');r?.focus()}get keysUsed(){return["Escape","Tab"]}};Ci=new WeakMap;qt=new WeakMap;Xe=new WeakMap;Di=new WeakSet;zr=function(){if(!ze(this,Ci)&&(ia(this,Ci,!0),!this.shadowRoot)){this.attachShadow(this.constructor.shadowRootOptions);let t=F(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(t),queueMicrotask(()=>{let{style:e}=C(this.shadowRoot,":host");e.setProperty("transition","display .15s, visibility .15s, opacity .15s ease-in, transform .15s ease-in")})}};Xr=new WeakSet;xo=function(){var t;(t=ze(this,Xe))==null||t.setAttribute("aria-expanded","true"),this.dispatchEvent(new Event("open",{composed:!0,bubbles:!0})),this.addEventListener("transitionend",()=>this.focus(),{once:!0})};Zr=new WeakSet;Po=function(){var t;(t=ze(this,Xe))==null||t.setAttribute("aria-expanded","false"),this.dispatchEvent(new Event("close",{composed:!0,bubbles:!0}))};Jr=new WeakSet;No=function(t){ia(this,Xe,t.relatedTarget),ve(this,t.relatedTarget)||(this.open=!this.open)};jr=new WeakSet;Ho=function(t){var e;ve(this,t.relatedTarget)||((e=ze(this,qt))==null||e.focus(),ze(this,Xe)&&ze(this,Xe)!==t.relatedTarget&&this.open&&(this.open=!1))};ea=new WeakSet;Fo=function(t){var e,i,r,a,o;let{key:n,ctrlKey:d,altKey:u,metaKey:y}=t;d||u||y||this.keysUsed.includes(n)&&(t.preventDefault(),t.stopPropagation(),n==="Tab"?(t.shiftKey?(i=(e=this.previousElementSibling)==null?void 0:e.focus)==null||i.call(e):(a=(r=this.nextElementSibling)==null?void 0:r.focus)==null||a.call(r),this.blur()):n==="Escape"&&((o=ze(this,qt))==null||o.focus(),this.open=!1))};xe.shadowRootOptions={mode:"open"};xe.getTemplateHTML=bn;xe.getSlotTemplateHTML=An;l.customElements.get("media-chrome-dialog")||l.customElements.define("media-chrome-dialog",xe);var Tn=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Pe=(t,e,i)=>(Tn(t,e,"read from private field"),i?i.call(t):e.get(t)),Bo=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},_t,gt,Yt={HOTKEYS:"hotkeys"},Sn=[{keys:[{key:" ",label:"Space"},{key:"k"}],description:"Toggle Playback"},{keys:[{key:"m"}],description:"Toggle mute"},{keys:[{key:"f"}],description:"Toggle fullscreen"},{keys:[{key:"c"}],description:"Toggle captions or subtitles, if available"},{keys:[{key:"p"}],description:"Toggle Picture in Picture"},{keys:[{key:"ArrowLeft",label:"\u2190"},{key:"j"}],description:"Seek back 10s"},{keys:[{key:"ArrowRight",label:"\u2192"},{key:"l"}],description:"Seek forward 10s"},{keys:[{key:"ArrowUp",label:"\u2191"}],description:"Turn volume up"},{keys:[{key:"ArrowDown",label:"\u2193"}],description:"Turn volume down"},{keys:[{key:"<",label:"< (SHIFT+,)"}],description:"Decrease playback rate"},{keys:[{key:">",label:"> (SHIFT+.)"}],description:"Increase playback rate"},{keys:[{key:"shift+/",label:"SHIFT+/"}],description:"Show keyboard shortcuts"}];function Ui(t){return t===" "?"nospace":`no${t.toLowerCase()}`}function In(t){let e=new Set(t?.split(/\s+/));return Sn.map(({keys:i,description:r})=>({keys:i.filter(({key:a})=>!e.has(Ui(a))),description:r})).filter(({keys:i})=>i.length)}function yn(t){return`
    <style>
      :host {
        position: fixed;
        top: 0;
        left: 0;
        z-index: 9999;
        background: rgb(20 20 30 / .8);
        backdrop-filter: blur(10px);
      }

      #content {
        display: block;
        width: clamp(400px, 40vw, 700px);
        max-width: 90vw;
        text-align: left;
      }

      h2 {
        margin: 0 0 1.5rem 0;
        font-size: 1.5rem;
        font-weight: 500;
        text-align: center;
      }

      .shortcuts-table {
        width: 100%;
        border-collapse: collapse;
      }

      .shortcuts-table tr {
        border-bottom: 1px solid rgba(255, 255, 255, 0.1);
      }

      .shortcuts-table tr:last-child {
        border-bottom: none;
      }

      .shortcuts-table td {
        padding: 0.75rem 0.5rem;
      }

      .shortcuts-table td:first-child {
        text-align: right;
        padding-right: 1rem;
        width: 40%;
        min-width: 120px;
      }

      .shortcuts-table td:last-child {
        padding-left: 1rem;
      }

      .key {
        display: inline-block;
        background: rgba(255, 255, 255, 0.15);
        border: 1px solid rgba(255, 255, 255, 0.2);
        border-radius: 4px;
        padding: 0.25rem 0.5rem;
        font-family: 'Courier New', monospace;
        font-size: 0.9rem;
        font-weight: 500;
        min-width: 1.5rem;
        text-align: center;
        margin: 0 0.2rem;
      }

      .description {
        color: rgba(255, 255, 255, 0.9);
        font-size: 0.95rem;
      }

      .key-combo {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        gap: 0.3rem;
      }

      .key-separator {
        color: rgba(255, 255, 255, 0.5);
        font-size: 0.9rem;
      }
    </style>
    <slot id="content">
      ${Wo(t[Yt.HOTKEYS])}
    </slot>
  `}function Wo(t){return`
    <h2>Keyboard Shortcuts</h2>
    <table class="shortcuts-table">${In(t).map(({keys:i,description:r})=>`
        <tr>
          <td>
            <div class="key-combo">${i.map(({key:o,label:n=o},d)=>d>0?`<span class="key-separator">or</span><span class="key">${n}</span>`:`<span class="key">${n}</span>`).join("")}</div>
          </td>
          <td class="description">${r}</td>
        </tr>
      `).join("")}</table>
  `}var Oi=class extends xe{constructor(){super(...arguments),Bo(this,_t,e=>{var i;if(!this.open)return;let r=(i=this.shadowRoot)==null?void 0:i.querySelector("#content");if(!r)return;let a=e.composedPath(),o=a[0]===this||a.includes(this),n=a.includes(r);o&&!n&&(this.open=!1)}),Bo(this,gt,e=>{if(!this.open)return;let i=e.shiftKey&&(e.key==="/"||e.key==="?");(e.key==="Escape"||i)&&!e.ctrlKey&&!e.altKey&&!e.metaKey&&(this.open=!1,e.preventDefault(),e.stopPropagation())})}static get observedAttributes(){return[...super.observedAttributes,Yt.HOTKEYS]}get hotkeys(){var e;return(e=R(this,Yt.HOTKEYS))!=null?e:void 0}set hotkeys(e){L(this,Yt.HOTKEYS,e)}connectedCallback(){super.connectedCallback(),this.open&&(this.addEventListener("click",Pe(this,_t)),document.addEventListener("keydown",Pe(this,gt)))}disconnectedCallback(){this.removeEventListener("click",Pe(this,_t)),document.removeEventListener("keydown",Pe(this,gt))}attributeChangedCallback(e,i,r){var a;if(super.attributeChangedCallback(e,i,r),e==="open")this.open?(this.addEventListener("click",Pe(this,_t)),document.addEventListener("keydown",Pe(this,gt))):(this.removeEventListener("click",Pe(this,_t)),document.removeEventListener("keydown",Pe(this,gt)));else if(e===Yt.HOTKEYS&&r!==i){let o=(a=this.shadowRoot)==null?void 0:a.querySelector("#content");o&&(o.innerHTML=Wo(r))}}};_t=new WeakMap;gt=new WeakMap;Oi.getSlotTemplateHTML=yn;l.customElements.get("media-keyboard-shortcuts-dialog")||l.customElements.define("media-keyboard-shortcuts-dialog",Oi);var $o=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},V=(t,e,i)=>($o(t,e,"read from private field"),i?i.call(t):e.get(t)),Qt=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},xi=(t,e,i,r)=>($o(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),bt,At,Pi,Ze,Re,Ne,Ni=class{constructor(e,i,{defaultValue:r}={defaultValue:void 0}){Qt(this,Re),Qt(this,bt,void 0),Qt(this,At,void 0),Qt(this,Pi,void 0),Qt(this,Ze,new Set),xi(this,bt,e),xi(this,At,i),xi(this,Pi,new Set(r))}[Symbol.iterator](){return V(this,Re,Ne).values()}get length(){return V(this,Re,Ne).size}get value(){var e;return(e=[...V(this,Re,Ne)].join(" "))!=null?e:""}set value(e){var i;e!==this.value&&(xi(this,Ze,new Set),this.add(...(i=e?.split(" "))!=null?i:[]))}toString(){return this.value}item(e){return[...V(this,Re,Ne)][e]}values(){return V(this,Re,Ne).values()}forEach(e,i){V(this,Re,Ne).forEach(e,i)}add(...e){var i,r;e.forEach(a=>V(this,Ze).add(a)),!(this.value===""&&!((i=V(this,bt))!=null&&i.hasAttribute(`${V(this,At)}`)))&&((r=V(this,bt))==null||r.setAttribute(`${V(this,At)}`,`${this.value}`))}remove(...e){var i;e.forEach(r=>V(this,Ze).delete(r)),(i=V(this,bt))==null||i.setAttribute(`${V(this,At)}`,`${this.value}`)}contains(e){return V(this,Re,Ne).has(e)}toggle(e,i){return typeof i<"u"?i?(this.add(e),!0):(this.remove(e),!1):this.contains(e)?(this.remove(e),!1):(this.add(e),!0)}replace(e,i){return this.remove(e),this.add(i),e===i}};bt=new WeakMap;At=new WeakMap;Pi=new WeakMap;Ze=new WeakMap;Re=new WeakSet;Ne=function(){return V(this,Ze).size?V(this,Ze):V(this,Pi)};function Vo(t){return t?.map(kn).join(" ")}function kn(t){if(t){let{id:e,width:i,height:r}=t;return[e,i,r].filter(a=>a!=null).join(":")}}function Ko(t){return t?.map(wn).join(" ")}function wn(t){if(t){let{id:e,kind:i,language:r,label:a}=t;return[e,i,r,a].filter(o=>o!=null).join(":")}}function Tt(t){return typeof t=="number"&&!Number.isNaN(t)&&Number.isFinite(t)}var Hi=t=>new Promise(e=>setTimeout(e,t));var Mn=(t="")=>t.split(/\s+/),Go=(t="")=>{let[e,i,r]=t.split(":"),a=r?decodeURIComponent(r):void 0;return{kind:e==="cc"?J.CAPTIONS:J.SUBTITLES,language:i,label:a}},Ln=(t="",e={})=>Mn(t).map(i=>{let r=Go(i);return{...e,...r}}),ra=t=>t?Array.isArray(t)?t.map(e=>typeof e=="string"?Go(e):e):typeof t=="string"?Ln(t):[t]:[],Rn=({kind:t,label:e,language:i}={kind:"subtitles"})=>e?`${t==="captions"?"cc":"sb"}:${i}:${encodeURIComponent(e)}`:i,aa=(t=[])=>Array.prototype.map.call(t,Rn).join(" "),Dn=(t,e)=>i=>i[t]===e,qo=t=>{let e=Object.entries(t).map(([i,r])=>Dn(i,r));return i=>e.every(r=>r(i))},Je=(t,e=[],i=[])=>{let r=ra(i).map(qo),a=o=>r.some(n=>n(o));Array.from(e).filter(a).forEach(o=>{o.mode=t})},je=(t,e=()=>!0)=>{if(!t?.textTracks)return[];let i=typeof e=="function"?e:qo(e);return Array.from(t.textTracks).filter(i)};var Qo=t=>{var e;let{media:i,fullscreenElement:r}=t;try{let a=r&&"requestFullscreen"in r?"requestFullscreen":r&&"webkitRequestFullScreen"in r?"webkitRequestFullScreen":void 0;if(a){let o=(e=r[a])==null?void 0:e.call(r);if(o instanceof Promise)return o.catch(()=>{})}else i?.webkitEnterFullscreen?i.webkitEnterFullscreen():i?.requestFullscreen&&i.requestFullscreen()}catch(a){console.error(a)}},Yo="exitFullscreen"in H?"exitFullscreen":"webkitExitFullscreen"in H?"webkitExitFullscreen":"webkitCancelFullScreen"in H?"webkitCancelFullScreen":void 0,zo=t=>{var e;let{documentElement:i}=t;if(Yo){let r=(e=i?.[Yo])==null?void 0:e.call(i);if(r instanceof Promise)return r.catch(()=>{})}},zt="fullscreenElement"in H?"fullscreenElement":"webkitFullscreenElement"in H?"webkitFullscreenElement":void 0,Cn=t=>{let{documentElement:e,media:i}=t,r=e?.[zt];return!r&&"webkitDisplayingFullscreen"in i&&"webkitPresentationMode"in i&&i.webkitDisplayingFullscreen&&i.webkitPresentationMode===So.FULLSCREEN?i:r},Xo=t=>{var e;let{media:i,documentElement:r,fullscreenElement:a=i}=t;if(!i||!r)return!1;let o=Cn(t);if(!o)return!1;if(o===a||o===i)return!0;if(o.localName.includes("-")){let n=o.shadowRoot;if(!(zt in n))return ve(o,a);for(;n?.[zt];){if(n[zt]===a)return!0;n=(e=n[zt])==null?void 0:e.shadowRoot}}return!1},On="fullscreenEnabled"in H?"fullscreenEnabled":"webkitFullscreenEnabled"in H?"webkitFullscreenEnabled":void 0,Zo=t=>{let{documentElement:e,media:i}=t;return!!e?.[On]||i&&"webkitSupportsFullscreen"in i};var Fi,oa=()=>{var t,e;return Fi||(Fi=(e=(t=H)==null?void 0:t.createElement)==null?void 0:e.call(t,"video"),Fi)},Jo=async(t=oa())=>{if(!t)return!1;let e=t.volume;t.volume=e/2+.1;let i=new AbortController,r=await Promise.race([Un(t,i.signal),xn(t,e)]);return i.abort(),r},Un=(t,e)=>new Promise(i=>{t.addEventListener("volumechange",()=>i(!0),{signal:e})}),xn=async(t,e)=>{for(let i=0;i<10;i++){if(t.volume===e)return!1;await Hi(10)}return t.volume!==e},Pn=/.*Version\/.*Safari\/.*/.test(l.navigator.userAgent),sa=(t=oa())=>l.matchMedia("(display-mode: standalone)").matches&&Pn?!1:typeof t?.requestPictureInPicture=="function",na=(t=oa())=>Zo({documentElement:H,media:t}),jo=na(),es=sa(),ts=!!l.WebKitPlaybackTargetAvailabilityEvent,is=!!l.chrome;var St=t=>je(t.media,e=>[J.SUBTITLES,J.CAPTIONS].includes(e.kind)).sort((e,i)=>e.kind>=i.kind?1:-1),la=t=>je(t.media,e=>e.mode===Ce.SHOWING&&[J.SUBTITLES,J.CAPTIONS].includes(e.kind)),Bi=(t,e)=>{let i=St(t),r=la(t),a=!!r.length;if(i.length){if(e===!1||a&&e!==!0)Je(Ce.DISABLED,i,r);else if(e===!0||!a&&e!==!1){let o=i[0],{options:n}=t;if(!n?.noSubtitlesLangPref){let I=l.localStorage.getItem("media-chrome-pref-subtitles-lang"),A=I?[I,...l.navigator.languages]:l.navigator.languages,v=i.filter(h=>A.some(_=>h.language.toLowerCase().startsWith(_.split("-")[0]))).sort((h,_)=>{let E=A.findIndex(S=>h.language.toLowerCase().startsWith(S.split("-")[0])),w=A.findIndex(S=>_.language.toLowerCase().startsWith(S.split("-")[0]));return E-w});v[0]&&(o=v[0])}let{language:d,label:u,kind:y}=o;Je(Ce.DISABLED,i,r),Je(Ce.SHOWING,i,[{language:d,label:u,kind:y}])}}},Wi=(t,e)=>t===e?!0:t==null||e==null||typeof t!=typeof e?!1:typeof t=="number"&&Number.isNaN(t)&&Number.isNaN(e)?!0:typeof t!="object"?!1:Array.isArray(t)?Nn(t,e):Object.entries(t).every(([i,r])=>i in e&&Wi(r,e[i])),Nn=(t,e)=>{let i=Array.isArray(t),r=Array.isArray(e);return i!==r?!1:i||r?t.length!==e.length?!1:t.every((a,o)=>Wi(a,e[o])):!0};var Hn=Object.values(te),$i,Fn=Jo().then(t=>($i=t,$i)),rs=async(...t)=>{await Promise.all(t.filter(e=>e).map(async e=>{if(!("localName"in e&&e instanceof l.HTMLElement))return;let i=e.localName;if(!i.includes("-"))return;let r=l.customElements.get(i);r&&e instanceof r||(await l.customElements.whenDefined(i),l.customElements.upgrade(e))}))},Bn=new l.DOMParser,Wn=t=>t&&(Bn.parseFromString(t,"text/html").body.textContent||t),It={mediaError:{get(t,e){let{media:i}=t;if(e?.type!=="playing")return i?.error},mediaEvents:["emptied","error","playing"]},mediaErrorCode:{get(t,e){var i;let{media:r}=t;if(e?.type!=="playing")return(i=r?.error)==null?void 0:i.code},mediaEvents:["emptied","error","playing"]},mediaErrorMessage:{get(t,e){var i,r;let{media:a}=t;if(e?.type!=="playing")return(r=(i=a?.error)==null?void 0:i.message)!=null?r:""},mediaEvents:["emptied","error","playing"]},mediaWidth:{get(t){var e;let{media:i}=t;return(e=i?.videoWidth)!=null?e:0},mediaEvents:["resize"]},mediaHeight:{get(t){var e;let{media:i}=t;return(e=i?.videoHeight)!=null?e:0},mediaEvents:["resize"]},mediaPaused:{get(t){var e;let{media:i}=t;return(e=i?.paused)!=null?e:!0},set(t,e){var i;let{media:r}=e;r&&(t?r.pause():(i=r.play())==null||i.catch(()=>{}))},mediaEvents:["play","playing","pause","emptied"]},mediaHasPlayed:{get(t,e){let{media:i}=t;return i?e?e.type==="playing":!i.paused:!1},mediaEvents:["playing","emptied"]},mediaEnded:{get(t){var e;let{media:i}=t;return(e=i?.ended)!=null?e:!1},mediaEvents:["seeked","ended","emptied"]},mediaPlaybackRate:{get(t){var e;let{media:i}=t;return(e=i?.playbackRate)!=null?e:1},set(t,e){let{media:i}=e;i&&Number.isFinite(+t)&&(i.playbackRate=+t)},mediaEvents:["ratechange","loadstart"]},mediaMuted:{get(t){var e;let{media:i}=t;return(e=i?.muted)!=null?e:!1},set(t,e){let{media:i,options:{noMutedPref:r}={}}=e;if(i){i.muted=t;try{let a=l.localStorage.getItem("media-chrome-pref-muted")!==null,o=i.hasAttribute("muted");if(r){a&&l.localStorage.removeItem("media-chrome-pref-muted");return}if(o&&!a)return;l.localStorage.setItem("media-chrome-pref-muted",t?"true":"false")}catch(a){console.debug("Error setting muted pref",a)}}},mediaEvents:["volumechange"],stateOwnersUpdateHandlers:[(t,e)=>{let{options:{noMutedPref:i}}=e,{media:r}=e;if(!(!r||r.muted||i))try{let a=l.localStorage.getItem("media-chrome-pref-muted")==="true";It.mediaMuted.set(a,e),t(a)}catch(a){console.debug("Error getting muted pref",a)}}]},mediaLoop:{get(t){let{media:e}=t;return e?.loop},set(t,e){let{media:i}=e;i&&(i.loop=t)},mediaEvents:["medialooprequest"]},mediaVolume:{get(t){var e;let{media:i}=t;return(e=i?.volume)!=null?e:1},set(t,e){let{media:i,options:{noVolumePref:r}={}}=e;if(i){try{t==null?l.localStorage.removeItem("media-chrome-pref-volume"):!i.hasAttribute("muted")&&!r&&l.localStorage.setItem("media-chrome-pref-volume",t.toString())}catch(a){console.debug("Error setting volume pref",a)}Number.isFinite(+t)&&(i.volume=+t)}},mediaEvents:["volumechange"],stateOwnersUpdateHandlers:[(t,e)=>{let{options:{noVolumePref:i}}=e;if(!i)try{let{media:r}=e;if(!r)return;let a=l.localStorage.getItem("media-chrome-pref-volume");if(a==null)return;It.mediaVolume.set(+a,e),t(+a)}catch(r){console.debug("Error getting volume pref",r)}}]},mediaVolumeLevel:{get(t){let{media:e}=t;return typeof e?.volume>"u"?"high":e.muted||e.volume===0?"off":e.volume<.5?"low":e.volume<.75?"medium":"high"},mediaEvents:["volumechange"]},mediaCurrentTime:{get(t){var e;let{media:i}=t;return(e=i?.currentTime)!=null?e:0},set(t,e){let{media:i}=e;!i||!Tt(t)||(i.currentTime=t)},mediaEvents:["timeupdate","loadedmetadata","seeking"]},mediaDuration:{get(t){let{media:e,options:{defaultDuration:i}={}}=t;return i&&(!e||!e.duration||Number.isNaN(e.duration)||!Number.isFinite(e.duration))?i:Number.isFinite(e?.duration)?e.duration:Number.NaN},mediaEvents:["durationchange","loadedmetadata","emptied"]},mediaLoading:{get(t){let{media:e}=t;return e?.readyState<3},mediaEvents:["waiting","playing","emptied"]},mediaSeekable:{get(t){var e;let{media:i}=t;if(!((e=i?.seekable)!=null&&e.length))return;let r=i.seekable.start(0),a=i.seekable.end(i.seekable.length-1);if(!(!r&&!a))return[Number(r.toFixed(3)),Number(a.toFixed(3))]},mediaEvents:["loadedmetadata","emptied","progress","seekablechange"]},mediaBuffered:{get(t){var e;let{media:i}=t,r=(e=i?.buffered)!=null?e:[];return Array.from(r).map((a,o)=>[Number(r.start(o).toFixed(3)),Number(r.end(o).toFixed(3))])},mediaEvents:["progress","emptied"]},mediaStreamType:{get(t){let{media:e,options:{defaultStreamType:i}={}}=t,r=[te.LIVE,te.ON_DEMAND].includes(i)?i:void 0;if(!e)return r;let{streamType:a}=e;if(Hn.includes(a))return a===te.UNKNOWN?r:a;let o=e.duration;return o===1/0?te.LIVE:Number.isFinite(o)?te.ON_DEMAND:r},mediaEvents:["emptied","durationchange","loadedmetadata","streamtypechange"]},mediaTargetLiveWindow:{get(t){let{media:e}=t;if(!e)return Number.NaN;let{targetLiveWindow:i}=e,r=It.mediaStreamType.get(t);return(i==null||Number.isNaN(i))&&r===te.LIVE?0:i},mediaEvents:["emptied","durationchange","loadedmetadata","streamtypechange","targetlivewindowchange"]},mediaTimeIsLive:{get(t){let{media:e,options:{liveEdgeOffset:i=10}={}}=t;if(!e)return!1;if(typeof e.liveEdgeStart=="number")return Number.isNaN(e.liveEdgeStart)?!1:e.currentTime>=e.liveEdgeStart;if(!(It.mediaStreamType.get(t)===te.LIVE))return!1;let a=e.seekable;if(!a)return!0;if(!a.length)return!1;let o=a.end(a.length-1)-i;return e.currentTime>=o},mediaEvents:["playing","timeupdate","progress","waiting","emptied"]},mediaSubtitlesList:{get(t){return St(t).map(({kind:e,label:i,language:r})=>({kind:e,label:i,language:r}))},mediaEvents:["loadstart"],textTracksEvents:["addtrack","removetrack"]},mediaSubtitlesShowing:{get(t){return la(t).map(({kind:e,label:i,language:r})=>({kind:e,label:i,language:r}))},mediaEvents:["loadstart"],textTracksEvents:["addtrack","removetrack","change"],stateOwnersUpdateHandlers:[(t,e)=>{var i,r;let{media:a,options:o}=e;if(!a)return;let n=d=>{var u;!o.defaultSubtitles||d&&![J.CAPTIONS,J.SUBTITLES].includes((u=d?.track)==null?void 0:u.kind)||Bi(e,!0)};return a.addEventListener("loadstart",n),(i=a.textTracks)==null||i.addEventListener("addtrack",n),(r=a.textTracks)==null||r.addEventListener("removetrack",n),()=>{var d,u;a.removeEventListener("loadstart",n),(d=a.textTracks)==null||d.removeEventListener("addtrack",n),(u=a.textTracks)==null||u.removeEventListener("removetrack",n)}}]},mediaChaptersCues:{get(t){var e;let{media:i}=t;if(!i)return[];let[r]=je(i,{kind:J.CHAPTERS});return Array.from((e=r?.cues)!=null?e:[]).map(({text:a,startTime:o,endTime:n})=>({text:Wn(a),startTime:o,endTime:n}))},mediaEvents:["loadstart","loadedmetadata"],textTracksEvents:["addtrack","removetrack","change"],stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:r}=e;if(!r)return;let a=r.querySelector('track[kind="chapters"][default][src]'),o=(i=r.shadowRoot)==null?void 0:i.querySelector(':is(video,audio) > track[kind="chapters"][default][src]');return a?.addEventListener("load",t),o?.addEventListener("load",t),()=>{a?.removeEventListener("load",t),o?.removeEventListener("load",t)}}]},mediaIsPip:{get(t){var e,i;let{media:r,documentElement:a}=t;if(!r||!a||!a.pictureInPictureElement)return!1;if(a.pictureInPictureElement===r)return!0;if(a.pictureInPictureElement instanceof HTMLMediaElement)return(e=r.localName)!=null&&e.includes("-")?ve(r,a.pictureInPictureElement):!1;if(a.pictureInPictureElement.localName.includes("-")){let o=a.pictureInPictureElement.shadowRoot;for(;o?.pictureInPictureElement;){if(o.pictureInPictureElement===r)return!0;o=(i=o.pictureInPictureElement)==null?void 0:i.shadowRoot}}return!1},set(t,e){let{media:i}=e;if(i)if(t){if(!H.pictureInPictureEnabled){console.warn("MediaChrome: Picture-in-picture is not enabled");return}if(!i.requestPictureInPicture){console.warn("MediaChrome: The current media does not support picture-in-picture");return}let r=()=>{console.warn("MediaChrome: The media is not ready for picture-in-picture. It must have a readyState > 0.")};i.requestPictureInPicture().catch(a=>{if(a.code===11){if(!i.src){console.warn("MediaChrome: The media is not ready for picture-in-picture. It must have a src set.");return}if(i.readyState===0&&i.preload==="none"){let o=()=>{i.removeEventListener("loadedmetadata",n),i.preload="none"},n=()=>{i.requestPictureInPicture().catch(r),o()};i.addEventListener("loadedmetadata",n),i.preload="metadata",setTimeout(()=>{i.readyState===0&&r(),o()},1e3)}else throw a}else throw a})}else H.pictureInPictureElement&&H.exitPictureInPicture()},mediaEvents:["enterpictureinpicture","leavepictureinpicture"]},mediaRenditionList:{get(t){var e;let{media:i}=t;return[...(e=i?.videoRenditions)!=null?e:[]].map(r=>({...r}))},mediaEvents:["emptied","loadstart"],videoRenditionsEvents:["addrendition","removerendition"]},mediaRenditionSelected:{get(t){var e,i,r;let{media:a}=t;return(r=(i=a?.videoRenditions)==null?void 0:i[(e=a.videoRenditions)==null?void 0:e.selectedIndex])==null?void 0:r.id},set(t,e){let{media:i}=e;if(!i?.videoRenditions){console.warn("MediaController: Rendition selection not supported by this media.");return}let r=t,a=Array.prototype.findIndex.call(i.videoRenditions,o=>o.id==r);i.videoRenditions.selectedIndex!=a&&(i.videoRenditions.selectedIndex=a)},mediaEvents:["emptied"],videoRenditionsEvents:["addrendition","removerendition","change"]},mediaAudioTrackList:{get(t){var e;let{media:i}=t;return[...(e=i?.audioTracks)!=null?e:[]]},mediaEvents:["emptied","loadstart"],audioTracksEvents:["addtrack","removetrack"]},mediaAudioTrackEnabled:{get(t){var e,i;let{media:r}=t;return(i=[...(e=r?.audioTracks)!=null?e:[]].find(a=>a.enabled))==null?void 0:i.id},set(t,e){let{media:i}=e;if(!i?.audioTracks){console.warn("MediaChrome: Audio track selection not supported by this media.");return}let r=t;for(let a of i.audioTracks)a.enabled=r==a.id},mediaEvents:["emptied"],audioTracksEvents:["addtrack","removetrack","change"]},mediaIsFullscreen:{get(t){return Xo(t)},set(t,e,i){var r,a;t?(Qo(e),i.detail&&!((r=e.media)!=null&&r.inert)&&((a=e.media)==null||a.focus())):zo(e)},rootEvents:["fullscreenchange","webkitfullscreenchange"],mediaEvents:["webkitbeginfullscreen","webkitendfullscreen","webkitpresentationmodechanged"]},mediaIsCasting:{get(t){var e;let{media:i}=t;return!i?.remote||((e=i.remote)==null?void 0:e.state)==="disconnected"?!1:i.remote.state==="connected"},set(t,e){var i,r;let{media:a}=e;if(a&&!(t&&((i=a.remote)==null?void 0:i.state)!=="disconnected")&&!(!t&&((r=a.remote)==null?void 0:r.state)!=="connected")){if(typeof a.remote.prompt!="function"){console.warn("MediaChrome: Casting is not supported in this environment");return}a.remote.prompt().catch(()=>{})}},remoteEvents:["connect","connecting","disconnect"]},mediaIsAirplaying:{get(){return!1},set(t,e){let{media:i}=e;if(i){if(!(i.webkitShowPlaybackTargetPicker&&l.WebKitPlaybackTargetAvailabilityEvent)){console.error("MediaChrome: received a request to select AirPlay but AirPlay is not supported in this environment");return}i.webkitShowPlaybackTargetPicker()}},mediaEvents:["webkitcurrentplaybacktargetiswirelesschanged"]},mediaFullscreenUnavailable:{get(t){let{media:e}=t;if(!jo||!na(e))return j.UNSUPPORTED}},mediaPipUnavailable:{get(t){let{media:e}=t;if(!es||!sa(e))return j.UNSUPPORTED;if(e?.disablePictureInPicture)return j.UNAVAILABLE}},mediaVolumeUnavailable:{get(t){let{media:e}=t;if($i===!1||e?.volume==null)return j.UNSUPPORTED},stateOwnersUpdateHandlers:[t=>{$i==null&&Fn.then(e=>t(e?void 0:j.UNSUPPORTED))}]},mediaCastUnavailable:{get(t,{availability:e="not-available"}={}){var i;let{media:r}=t;if(!is||!((i=r?.remote)!=null&&i.state))return j.UNSUPPORTED;if(!(e==null||e==="available"))return j.UNAVAILABLE},stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:r}=e;return r?(r.disableRemotePlayback||r.hasAttribute("disableremoteplayback")||(i=r?.remote)==null||i.watchAvailability(o=>{t({availability:o?"available":"not-available"})}).catch(o=>{o.name==="NotSupportedError"?t({availability:null}):t({availability:"not-available"})}),()=>{var o;(o=r?.remote)==null||o.cancelWatchAvailability().catch(()=>{})}):void 0}]},mediaAirplayUnavailable:{get(t,e){if(!ts)return j.UNSUPPORTED;if(e?.availability==="not-available")return j.UNAVAILABLE},mediaEvents:["webkitplaybacktargetavailabilitychanged"],stateOwnersUpdateHandlers:[(t,e)=>{var i;let{media:r}=e;return r?(r.disableRemotePlayback||r.hasAttribute("disableremoteplayback")||(i=r?.remote)==null||i.watchAvailability(o=>{t({availability:o?"available":"not-available"})}).catch(o=>{o.name==="NotSupportedError"?t({availability:null}):t({availability:"not-available"})}),()=>{var o;(o=r?.remote)==null||o.cancelWatchAvailability().catch(()=>{})}):void 0}]},mediaRenditionUnavailable:{get(t){var e;let{media:i}=t;if(!i?.videoRenditions)return j.UNSUPPORTED;if(!((e=i.videoRenditions)!=null&&e.length))return j.UNAVAILABLE},mediaEvents:["emptied","loadstart"],videoRenditionsEvents:["addrendition","removerendition"]},mediaAudioTrackUnavailable:{get(t){var e,i;let{media:r}=t;if(!r?.audioTracks)return j.UNSUPPORTED;if(((i=(e=r.audioTracks)==null?void 0:e.length)!=null?i:0)<=1)return j.UNAVAILABLE},mediaEvents:["emptied","loadstart"],audioTracksEvents:["addtrack","removetrack"]},mediaLang:{get(t){let{options:{mediaLang:e}={}}=t;return e??"en"}}};var as={[m.MEDIA_PREVIEW_REQUEST](t,e,{detail:i}){var r,a,o;let{media:n}=e,d=i??void 0,u,y;if(n&&d!=null){let[h]=je(n,{kind:J.METADATA,label:"thumbnails"}),_=Array.prototype.find.call((r=h?.cues)!=null?r:[],(E,w,S)=>w===0?E.endTime>d:w===S.length-1?E.startTime<=d:E.startTime<=d&&E.endTime>d);if(_){let E=/'^(?:[a-z]+:)?\/\//i.test(_.text)||(a=n?.querySelector('track[label="thumbnails"]'))==null?void 0:a.src,w=new URL(_.text,E);y=new URLSearchParams(w.hash).get("#xywh").split(",").map(z=>+z),u=w.href}}let I=t.mediaDuration.get(e),v=(o=t.mediaChaptersCues.get(e).find((h,_,E)=>_===E.length-1&&I===h.endTime?h.startTime<=d&&h.endTime>=d:h.startTime<=d&&h.endTime>d))==null?void 0:o.text;return i!=null&&v==null&&(v=""),{mediaPreviewTime:d,mediaPreviewImage:u,mediaPreviewCoords:y,mediaPreviewChapter:v}},[m.MEDIA_PAUSE_REQUEST](t,e){t["mediaPaused"].set(!0,e)},[m.MEDIA_PLAY_REQUEST](t,e){var i,r,a,o;let n="mediaPaused",u=t.mediaStreamType.get(e)===te.LIVE,y=!((i=e.options)!=null&&i.noAutoSeekToLive),I=t.mediaTargetLiveWindow.get(e)>0;if(u&&y&&!I){let A=(r=t.mediaSeekable.get(e))==null?void 0:r[1];if(A){let v=(o=(a=e.options)==null?void 0:a.seekToLiveOffset)!=null?o:0,h=A-v;t.mediaCurrentTime.set(h,e)}}t[n].set(!1,e)},[m.MEDIA_PLAYBACK_RATE_REQUEST](t,e,{detail:i}){let r="mediaPlaybackRate",a=i;t[r].set(a,e)},[m.MEDIA_MUTE_REQUEST](t,e){t["mediaMuted"].set(!0,e)},[m.MEDIA_UNMUTE_REQUEST](t,e){let i="mediaMuted";t.mediaVolume.get(e)||t.mediaVolume.set(.25,e),t[i].set(!1,e)},[m.MEDIA_LOOP_REQUEST](t,e,{detail:i}){let r="mediaLoop",a=!!i;return t[r].set(a,e),{mediaLoop:a}},[m.MEDIA_VOLUME_REQUEST](t,e,{detail:i}){let r="mediaVolume",a=i;a&&t.mediaMuted.get(e)&&t.mediaMuted.set(!1,e),t[r].set(a,e)},[m.MEDIA_SEEK_REQUEST](t,e,{detail:i}){let r="mediaCurrentTime",a=i;t[r].set(a,e)},[m.MEDIA_SEEK_TO_LIVE_REQUEST](t,e){var i,r,a;let o="mediaCurrentTime",n=(i=t.mediaSeekable.get(e))==null?void 0:i[1];if(Number.isNaN(Number(n)))return;let d=(a=(r=e.options)==null?void 0:r.seekToLiveOffset)!=null?a:0,u=n-d;t[o].set(u,e)},[m.MEDIA_SHOW_SUBTITLES_REQUEST](t,e,{detail:i}){var r;let{options:a}=e,o=St(e),n=ra(i),d=(r=n[0])==null?void 0:r.language;d&&!a.noSubtitlesLangPref&&l.localStorage.setItem("media-chrome-pref-subtitles-lang",d),Je(Ce.SHOWING,o,n)},[m.MEDIA_DISABLE_SUBTITLES_REQUEST](t,e,{detail:i}){let r=St(e),a=i??[];Je(Ce.DISABLED,r,a)},[m.MEDIA_TOGGLE_SUBTITLES_REQUEST](t,e,{detail:i}){Bi(e,i)},[m.MEDIA_RENDITION_REQUEST](t,e,{detail:i}){let r="mediaRenditionSelected",a=i;t[r].set(a,e)},[m.MEDIA_AUDIO_TRACK_REQUEST](t,e,{detail:i}){let r="mediaAudioTrackEnabled",a=i;t[r].set(a,e)},[m.MEDIA_ENTER_PIP_REQUEST](t,e){let i="mediaIsPip";t.mediaIsFullscreen.get(e)&&t.mediaIsFullscreen.set(!1,e),t[i].set(!0,e)},[m.MEDIA_EXIT_PIP_REQUEST](t,e){t["mediaIsPip"].set(!1,e)},[m.MEDIA_ENTER_FULLSCREEN_REQUEST](t,e,i){let r="mediaIsFullscreen";t.mediaIsPip.get(e)&&t.mediaIsPip.set(!1,e),t[r].set(!0,e,i)},[m.MEDIA_EXIT_FULLSCREEN_REQUEST](t,e){t["mediaIsFullscreen"].set(!1,e)},[m.MEDIA_ENTER_CAST_REQUEST](t,e){let i="mediaIsCasting";t.mediaIsFullscreen.get(e)&&t.mediaIsFullscreen.set(!1,e),t[i].set(!0,e)},[m.MEDIA_EXIT_CAST_REQUEST](t,e){t["mediaIsCasting"].set(!1,e)},[m.MEDIA_AIRPLAY_REQUEST](t,e){t["mediaIsAirplaying"].set(!0,e)}};var os=({media:t,fullscreenElement:e,documentElement:i,stateMediator:r=It,requestMap:a=as,options:o={},monitorStateOwnersOnlyWithSubscriptions:n=!0})=>{let d=[],u={options:{...o}},y=Object.freeze({mediaPreviewTime:void 0,mediaPreviewImage:void 0,mediaPreviewCoords:void 0,mediaPreviewChapter:void 0}),I=E=>{E!=null&&(Wi(E,y)||(y=Object.freeze({...y,...E}),d.forEach(w=>w(y))))},A=()=>{let E=Object.entries(r).reduce((w,[S,{get:z}])=>(w[S]=z(u),w),{});I(E)},v={},h,_=async(E,w)=>{var S,z,Nt,Ht,nt,we,Me,Ft,Ge,Ga,qa,Ya,Qa,za,Xa,Za;let Xs=!!h;if(h={...u,...h??{},...E},Xs)return;await rs(...Object.values(E));let lt=d.length>0&&w===0&&n,Ja=u.media!==h.media,ja=((S=u.media)==null?void 0:S.textTracks)!==((z=h.media)==null?void 0:z.textTracks),eo=((Nt=u.media)==null?void 0:Nt.videoRenditions)!==((Ht=h.media)==null?void 0:Ht.videoRenditions),to=((nt=u.media)==null?void 0:nt.audioTracks)!==((we=h.media)==null?void 0:we.audioTracks),io=((Me=u.media)==null?void 0:Me.remote)!==((Ft=h.media)==null?void 0:Ft.remote),ro=u.documentElement!==h.documentElement,ao=!!u.media&&(Ja||lt),oo=!!((Ge=u.media)!=null&&Ge.textTracks)&&(ja||lt),so=!!((Ga=u.media)!=null&&Ga.videoRenditions)&&(eo||lt),no=!!((qa=u.media)!=null&&qa.audioTracks)&&(to||lt),lo=!!((Ya=u.media)!=null&&Ya.remote)&&(io||lt),uo=!!u.documentElement&&(ro||lt),Pr=ao||oo||so||no||lo||uo,dt=d.length===0&&w===1&&n,co=!!h.media&&(Ja||dt),ho=!!((Qa=h.media)!=null&&Qa.textTracks)&&(ja||dt),mo=!!((za=h.media)!=null&&za.videoRenditions)&&(eo||dt),po=!!((Xa=h.media)!=null&&Xa.audioTracks)&&(to||dt),Eo=!!((Za=h.media)!=null&&Za.remote)&&(io||dt),vo=!!h.documentElement&&(ro||dt),fo=co||ho||mo||po||Eo||vo;if(!(Pr||fo)){Object.entries(h).forEach(([D,Bt])=>{u[D]=Bt}),A(),h=void 0;return}Object.entries(r).forEach(([D,{get:Bt,mediaEvents:Zs=[],textTracksEvents:Js=[],videoRenditionsEvents:js=[],audioTracksEvents:en=[],remoteEvents:tn=[],rootEvents:rn=[],stateOwnersUpdateHandlers:an=[]}])=>{v[D]||(v[D]={});let ee=U=>{let N=Bt(u,U);I({[D]:N})},$;$=v[D].mediaEvents,Zs.forEach(U=>{$&&ao&&(u.media.removeEventListener(U,$),v[D].mediaEvents=void 0),co&&(h.media.addEventListener(U,ee),v[D].mediaEvents=ee)}),$=v[D].textTracksEvents,Js.forEach(U=>{var N,le;$&&oo&&((N=u.media.textTracks)==null||N.removeEventListener(U,$),v[D].textTracksEvents=void 0),ho&&((le=h.media.textTracks)==null||le.addEventListener(U,ee),v[D].textTracksEvents=ee)}),$=v[D].videoRenditionsEvents,js.forEach(U=>{var N,le;$&&so&&((N=u.media.videoRenditions)==null||N.removeEventListener(U,$),v[D].videoRenditionsEvents=void 0),mo&&((le=h.media.videoRenditions)==null||le.addEventListener(U,ee),v[D].videoRenditionsEvents=ee)}),$=v[D].audioTracksEvents,en.forEach(U=>{var N,le;$&&no&&((N=u.media.audioTracks)==null||N.removeEventListener(U,$),v[D].audioTracksEvents=void 0),po&&((le=h.media.audioTracks)==null||le.addEventListener(U,ee),v[D].audioTracksEvents=ee)}),$=v[D].remoteEvents,tn.forEach(U=>{var N,le;$&&lo&&((N=u.media.remote)==null||N.removeEventListener(U,$),v[D].remoteEvents=void 0),Eo&&((le=h.media.remote)==null||le.addEventListener(U,ee),v[D].remoteEvents=ee)}),$=v[D].rootEvents,rn.forEach(U=>{$&&uo&&(u.documentElement.removeEventListener(U,$),v[D].rootEvents=void 0),vo&&(h.documentElement.addEventListener(U,ee),v[D].rootEvents=ee)});let fi=v[D].stateOwnersUpdateHandlers;if(fi&&Pr&&(Array.isArray(fi)?fi:[fi]).forEach(N=>{typeof N=="function"&&N()}),fo){let U=an.map(N=>N(ee,h)).filter(N=>typeof N=="function");v[D].stateOwnersUpdateHandlers=U.length===1?U[0]:U}else Pr&&(v[D].stateOwnersUpdateHandlers=void 0)}),Object.entries(h).forEach(([D,Bt])=>{u[D]=Bt}),A(),h=void 0};return _({media:t,fullscreenElement:e,documentElement:i,options:o}),{dispatch(E){let{type:w,detail:S}=E;if(a[w]&&y.mediaErrorCode==null){I(a[w](r,u,E));return}w==="mediaelementchangerequest"?_({media:S}):w==="fullscreenelementchangerequest"?_({fullscreenElement:S}):w==="documentelementchangerequest"?_({documentElement:S}):w==="optionschangerequest"&&(Object.entries(S??{}).forEach(([z,Nt])=>{u.options[z]=Nt}),A())},getState(){return y},subscribe(E){return _({},d.length+1),d.push(E),E(y),()=>{let w=d.indexOf(E);w>=0&&(_({},d.length-1),d.splice(w,1))}}}};var ma=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},p=(t,e,i)=>(ma(t,e,"read from private field"),i?i.call(t):e.get(t)),ie=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},he=(t,e,i,r)=>(ma(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),He=(t,e,i)=>(ma(t,e,"access private method"),i),De,Xt,M,re,Zt,fe,Vi,Jt,Ki,da,tt,Gi,ua,jt,qi,ca,hs,ms=["ArrowLeft","ArrowRight","ArrowUp","ArrowDown","Enter"," ","f","m","k","c","l","j",">","<","p"],ss=10,ns=.025,ls=.25,$n=.25,Vn=2,c={DEFAULT_SUBTITLES:"defaultsubtitles",DEFAULT_STREAM_TYPE:"defaultstreamtype",DEFAULT_DURATION:"defaultduration",FULLSCREEN_ELEMENT:"fullscreenelement",HOTKEYS:"hotkeys",KEYBOARD_BACKWARD_SEEK_OFFSET:"keyboardbackwardseekoffset",KEYBOARD_FORWARD_SEEK_OFFSET:"keyboardforwardseekoffset",KEYBOARD_DOWN_VOLUME_STEP:"keyboarddownvolumestep",KEYBOARD_UP_VOLUME_STEP:"keyboardupvolumestep",KEYS_USED:"keysused",LANG:"lang",LOOP:"loop",LIVE_EDGE_OFFSET:"liveedgeoffset",NO_AUTO_SEEK_TO_LIVE:"noautoseektolive",NO_DEFAULT_STORE:"nodefaultstore",NO_HOTKEYS:"nohotkeys",NO_MUTED_PREF:"nomutedpref",NO_SUBTITLES_LANG_PREF:"nosubtitleslangpref",NO_VOLUME_PREF:"novolumepref",SEEK_TO_LIVE_OFFSET:"seektoliveoffset"},Yi=class extends Ye{constructor(){super(),ie(this,Ki),ie(this,Gi),ie(this,jt),ie(this,ca),this.mediaStateReceivers=[],this.associatedElementSubscriptions=new Map,ie(this,De,new Ni(this,c.HOTKEYS)),ie(this,Xt,void 0),ie(this,M,void 0),ie(this,re,null),ie(this,Zt,void 0),ie(this,fe,void 0),ie(this,Vi,i=>{var r;(r=p(this,M))==null||r.dispatch(i)}),ie(this,Jt,void 0),ie(this,tt,i=>{let{key:r,shiftKey:a}=i;if(!(a&&(r==="/"||r==="?")||ms.includes(r))){this.removeEventListener("keyup",p(this,tt));return}this.keyboardShortcutHandler(i)}),this.associateElement(this);let e={};he(this,Zt,i=>{Object.entries(i).forEach(([r,a])=>{if(r in e&&e[r]===a)return;this.propagateMediaState(r,a);let o=r.toLowerCase(),n=new l.CustomEvent(To[o],{composed:!0,detail:a});this.dispatchEvent(n)}),e=i})}static get observedAttributes(){return super.observedAttributes.concat(c.NO_HOTKEYS,c.HOTKEYS,c.DEFAULT_STREAM_TYPE,c.DEFAULT_SUBTITLES,c.DEFAULT_DURATION,c.NO_MUTED_PREF,c.NO_VOLUME_PREF,c.LANG,c.LOOP,c.LIVE_EDGE_OFFSET,c.SEEK_TO_LIVE_OFFSET,c.NO_AUTO_SEEK_TO_LIVE)}get mediaStore(){return p(this,M)}set mediaStore(e){var i,r;if(p(this,M)&&((i=p(this,fe))==null||i.call(this),he(this,fe,void 0)),he(this,M,e),!p(this,M)&&!this.hasAttribute(c.NO_DEFAULT_STORE)){He(this,Ki,da).call(this);return}he(this,fe,(r=p(this,M))==null?void 0:r.subscribe(p(this,Zt)))}get fullscreenElement(){var e;return(e=p(this,Xt))!=null?e:this}set fullscreenElement(e){var i;this.hasAttribute(c.FULLSCREEN_ELEMENT)&&this.removeAttribute(c.FULLSCREEN_ELEMENT),he(this,Xt,e),(i=p(this,M))==null||i.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement})}get defaultSubtitles(){return g(this,c.DEFAULT_SUBTITLES)}set defaultSubtitles(e){b(this,c.DEFAULT_SUBTITLES,e)}get defaultStreamType(){return R(this,c.DEFAULT_STREAM_TYPE)}set defaultStreamType(e){L(this,c.DEFAULT_STREAM_TYPE,e)}get defaultDuration(){return Y(this,c.DEFAULT_DURATION)}set defaultDuration(e){Q(this,c.DEFAULT_DURATION,e)}get noHotkeys(){return g(this,c.NO_HOTKEYS)}set noHotkeys(e){b(this,c.NO_HOTKEYS,e)}get keysUsed(){return R(this,c.KEYS_USED)}set keysUsed(e){L(this,c.KEYS_USED,e)}get liveEdgeOffset(){return Y(this,c.LIVE_EDGE_OFFSET)}set liveEdgeOffset(e){Q(this,c.LIVE_EDGE_OFFSET,e)}get noAutoSeekToLive(){return g(this,c.NO_AUTO_SEEK_TO_LIVE)}set noAutoSeekToLive(e){b(this,c.NO_AUTO_SEEK_TO_LIVE,e)}get noVolumePref(){return g(this,c.NO_VOLUME_PREF)}set noVolumePref(e){b(this,c.NO_VOLUME_PREF,e)}get noMutedPref(){return g(this,c.NO_MUTED_PREF)}set noMutedPref(e){b(this,c.NO_MUTED_PREF,e)}get noSubtitlesLangPref(){return g(this,c.NO_SUBTITLES_LANG_PREF)}set noSubtitlesLangPref(e){b(this,c.NO_SUBTITLES_LANG_PREF,e)}get noDefaultStore(){return g(this,c.NO_DEFAULT_STORE)}set noDefaultStore(e){b(this,c.NO_DEFAULT_STORE,e)}get resolvedLang(){return Do()}attributeChangedCallback(e,i,r){var a,o,n,d,u,y,I,A,v,h,_,E;if(super.attributeChangedCallback(e,i,r),e===c.NO_HOTKEYS)r!==i&&r===""?(this.hasAttribute(c.HOTKEYS)&&console.warn("Media Chrome: Both `hotkeys` and `nohotkeys` have been set. All hotkeys will be disabled."),this.disableHotkeys()):r!==i&&r===null&&this.enableHotkeys(),He(this,jt,qi).call(this);else if(e===c.HOTKEYS)p(this,De).value=r,He(this,jt,qi).call(this);else if(e===c.DEFAULT_SUBTITLES&&r!==i)(a=p(this,M))==null||a.dispatch({type:"optionschangerequest",detail:{defaultSubtitles:this.hasAttribute(c.DEFAULT_SUBTITLES)}});else if(e===c.DEFAULT_STREAM_TYPE)(n=p(this,M))==null||n.dispatch({type:"optionschangerequest",detail:{defaultStreamType:(o=this.getAttribute(c.DEFAULT_STREAM_TYPE))!=null?o:void 0}});else if(e===c.LIVE_EDGE_OFFSET&&r!==i)(d=p(this,M))==null||d.dispatch({type:"optionschangerequest",detail:{liveEdgeOffset:this.hasAttribute(c.LIVE_EDGE_OFFSET)?+this.getAttribute(c.LIVE_EDGE_OFFSET):void 0,seekToLiveOffset:this.hasAttribute(c.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(c.SEEK_TO_LIVE_OFFSET):this.hasAttribute(c.LIVE_EDGE_OFFSET)?+this.getAttribute(c.LIVE_EDGE_OFFSET):void 0}});else if(e===c.SEEK_TO_LIVE_OFFSET&&r!==i)(u=p(this,M))==null||u.dispatch({type:"optionschangerequest",detail:{seekToLiveOffset:this.hasAttribute(c.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(c.SEEK_TO_LIVE_OFFSET):this.hasAttribute(c.LIVE_EDGE_OFFSET)?+this.getAttribute(c.LIVE_EDGE_OFFSET):void 0}});else if(e===c.NO_AUTO_SEEK_TO_LIVE)(y=p(this,M))==null||y.dispatch({type:"optionschangerequest",detail:{noAutoSeekToLive:this.hasAttribute(c.NO_AUTO_SEEK_TO_LIVE)}});else if(e===c.FULLSCREEN_ELEMENT){let w=r?(I=this.getRootNode())==null?void 0:I.getElementById(r):void 0;he(this,Xt,w),(A=p(this,M))==null||A.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement})}else e===c.LANG&&r!==i?(Vr(r),(v=p(this,M))==null||v.dispatch({type:"optionschangerequest",detail:{mediaLang:r}})):e===c.LOOP&&r!==i?(h=p(this,M))==null||h.dispatch({type:m.MEDIA_LOOP_REQUEST,detail:r!=null}):e===c.NO_VOLUME_PREF&&r!==i?(_=p(this,M))==null||_.dispatch({type:"optionschangerequest",detail:{noVolumePref:this.hasAttribute(c.NO_VOLUME_PREF)}}):e===c.NO_MUTED_PREF&&r!==i&&((E=p(this,M))==null||E.dispatch({type:"optionschangerequest",detail:{noMutedPref:this.hasAttribute(c.NO_MUTED_PREF)}}))}connectedCallback(){var e,i,r;this.associateElement(this),!p(this,M)&&!this.hasAttribute(c.NO_DEFAULT_STORE)&&He(this,Ki,da).call(this),(e=p(this,M))==null||e.dispatch({type:"documentelementchangerequest",detail:H}),(i=p(this,M))==null||i.dispatch({type:"fullscreenelementchangerequest",detail:this.fullscreenElement}),super.connectedCallback(),p(this,M)&&!p(this,fe)&&he(this,fe,(r=p(this,M))==null?void 0:r.subscribe(p(this,Zt))),p(this,Jt)!==void 0&&p(this,M)&&this.media&&setTimeout(()=>{var a,o,n;(o=(a=this.media)==null?void 0:a.textTracks)!=null&&o.length&&((n=p(this,M))==null||n.dispatch({type:m.MEDIA_TOGGLE_SUBTITLES_REQUEST,detail:p(this,Jt)}))},0),this.hasAttribute(c.NO_HOTKEYS)?this.disableHotkeys():this.enableHotkeys()}disconnectedCallback(){var e,i,r,a,o,n;if((e=super.disconnectedCallback)==null||e.call(this),this.disableHotkeys(),p(this,M)){let d=p(this,M).getState();he(this,Jt,!!((i=d.mediaSubtitlesShowing)!=null&&i.length)),(r=p(this,M))==null||r.dispatch({type:"fullscreenelementchangerequest",detail:void 0}),(a=p(this,M))==null||a.dispatch({type:"documentelementchangerequest",detail:void 0}),(o=p(this,M))==null||o.dispatch({type:m.MEDIA_TOGGLE_SUBTITLES_REQUEST,detail:!1})}p(this,fe)&&((n=p(this,fe))==null||n.call(this),he(this,fe,void 0)),this.unassociateElement(this),p(this,re)&&(p(this,re).remove(),he(this,re,null))}mediaSetCallback(e){var i;super.mediaSetCallback(e),(i=p(this,M))==null||i.dispatch({type:"mediaelementchangerequest",detail:e}),e.hasAttribute("tabindex")||(e.tabIndex=-1)}mediaUnsetCallback(e){var i;super.mediaUnsetCallback(e),(i=p(this,M))==null||i.dispatch({type:"mediaelementchangerequest",detail:void 0})}propagateMediaState(e,i){cs(this.mediaStateReceivers,e,i)}associateElement(e){if(!e)return;let{associatedElementSubscriptions:i}=this;if(i.has(e))return;let r=this.registerMediaStateReceiver.bind(this),a=this.unregisterMediaStateReceiver.bind(this),o=zn(e,r,a);Object.values(m).forEach(n=>{e.addEventListener(n,p(this,Vi))}),i.set(e,o)}unassociateElement(e){if(!e)return;let{associatedElementSubscriptions:i}=this;if(!i.has(e))return;i.get(e)(),i.delete(e),Object.values(m).forEach(a=>{e.removeEventListener(a,p(this,Vi))})}registerMediaStateReceiver(e){if(!e)return;let i=this.mediaStateReceivers;i.indexOf(e)>-1||(i.push(e),p(this,M)&&Object.entries(p(this,M).getState()).forEach(([a,o])=>{cs([e],a,o)}))}unregisterMediaStateReceiver(e){let i=this.mediaStateReceivers,r=i.indexOf(e);r<0||i.splice(r,1)}enableHotkeys(){this.addEventListener("keydown",He(this,Gi,ua))}disableHotkeys(){this.removeEventListener("keydown",He(this,Gi,ua)),this.removeEventListener("keyup",p(this,tt))}get hotkeys(){return p(this,De)}set hotkeys(e){L(this,c.HOTKEYS,e)}keyboardShortcutHandler(e){var i,r,a,o,n,d,u,y,I;let A=e.target;if(((a=(r=(i=A.getAttribute(c.KEYS_USED))==null?void 0:i.split(" "))!=null?r:A?.keysUsed)!=null?a:[]).map(S=>S==="Space"?" ":S).filter(Boolean).includes(e.key))return;let h,_,E;if(!(p(this,De).contains(Ui(e.key))||e.shiftKey&&(e.key==="/"||e.key==="?")&&p(this,De).contains("noshift+/")))switch(e.key){case" ":case"k":h=p(this,M).getState().mediaPaused?m.MEDIA_PLAY_REQUEST:m.MEDIA_PAUSE_REQUEST,this.dispatchEvent(new l.CustomEvent(h,{composed:!0,bubbles:!0}));break;case"m":h=this.mediaStore.getState().mediaVolumeLevel==="off"?m.MEDIA_UNMUTE_REQUEST:m.MEDIA_MUTE_REQUEST,this.dispatchEvent(new l.CustomEvent(h,{composed:!0,bubbles:!0}));break;case"f":h=this.mediaStore.getState().mediaIsFullscreen?m.MEDIA_EXIT_FULLSCREEN_REQUEST:m.MEDIA_ENTER_FULLSCREEN_REQUEST,this.dispatchEvent(new l.CustomEvent(h,{composed:!0,bubbles:!0}));break;case"c":this.dispatchEvent(new l.CustomEvent(m.MEDIA_TOGGLE_SUBTITLES_REQUEST,{composed:!0,bubbles:!0}));break;case"ArrowLeft":case"j":{let S=this.hasAttribute(c.KEYBOARD_BACKWARD_SEEK_OFFSET)?+this.getAttribute(c.KEYBOARD_BACKWARD_SEEK_OFFSET):ss;_=Math.max(((o=this.mediaStore.getState().mediaCurrentTime)!=null?o:0)-S,0),E=new l.CustomEvent(m.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:_}),this.dispatchEvent(E);break}case"ArrowRight":case"l":{let S=this.hasAttribute(c.KEYBOARD_FORWARD_SEEK_OFFSET)?+this.getAttribute(c.KEYBOARD_FORWARD_SEEK_OFFSET):ss;_=Math.max(((n=this.mediaStore.getState().mediaCurrentTime)!=null?n:0)+S,0),E=new l.CustomEvent(m.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:_}),this.dispatchEvent(E);break}case"ArrowUp":{let S=this.hasAttribute(c.KEYBOARD_UP_VOLUME_STEP)?+this.getAttribute(c.KEYBOARD_UP_VOLUME_STEP):ns;_=Math.min(((d=this.mediaStore.getState().mediaVolume)!=null?d:1)+S,1),E=new l.CustomEvent(m.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:_}),this.dispatchEvent(E);break}case"ArrowDown":{let S=this.hasAttribute(c.KEYBOARD_DOWN_VOLUME_STEP)?+this.getAttribute(c.KEYBOARD_DOWN_VOLUME_STEP):ns;_=Math.max(((u=this.mediaStore.getState().mediaVolume)!=null?u:1)-S,0),E=new l.CustomEvent(m.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:_}),this.dispatchEvent(E);break}case"<":{let S=(y=this.mediaStore.getState().mediaPlaybackRate)!=null?y:1;_=Math.max(S-ls,$n).toFixed(2),E=new l.CustomEvent(m.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:_}),this.dispatchEvent(E);break}case">":{let S=(I=this.mediaStore.getState().mediaPlaybackRate)!=null?I:1;_=Math.min(S+ls,Vn).toFixed(2),E=new l.CustomEvent(m.MEDIA_PLAYBACK_RATE_REQUEST,{composed:!0,bubbles:!0,detail:_}),this.dispatchEvent(E);break}case"/":case"?":{e.shiftKey&&He(this,ca,hs).call(this);break}case"p":{h=this.mediaStore.getState().mediaIsPip?m.MEDIA_EXIT_PIP_REQUEST:m.MEDIA_ENTER_PIP_REQUEST,E=new l.CustomEvent(h,{composed:!0,bubbles:!0}),this.dispatchEvent(E);break}default:break}}};De=new WeakMap;Xt=new WeakMap;M=new WeakMap;re=new WeakMap;Zt=new WeakMap;fe=new WeakMap;Vi=new WeakMap;Jt=new WeakMap;Ki=new WeakSet;da=function(){var t;this.mediaStore=os({media:this.media,fullscreenElement:this.fullscreenElement,options:{defaultSubtitles:this.hasAttribute(c.DEFAULT_SUBTITLES),defaultDuration:this.hasAttribute(c.DEFAULT_DURATION)?+this.getAttribute(c.DEFAULT_DURATION):void 0,defaultStreamType:(t=this.getAttribute(c.DEFAULT_STREAM_TYPE))!=null?t:void 0,liveEdgeOffset:this.hasAttribute(c.LIVE_EDGE_OFFSET)?+this.getAttribute(c.LIVE_EDGE_OFFSET):void 0,seekToLiveOffset:this.hasAttribute(c.SEEK_TO_LIVE_OFFSET)?+this.getAttribute(c.SEEK_TO_LIVE_OFFSET):this.hasAttribute(c.LIVE_EDGE_OFFSET)?+this.getAttribute(c.LIVE_EDGE_OFFSET):void 0,noAutoSeekToLive:this.hasAttribute(c.NO_AUTO_SEEK_TO_LIVE),noVolumePref:this.hasAttribute(c.NO_VOLUME_PREF),noMutedPref:this.hasAttribute(c.NO_MUTED_PREF),noSubtitlesLangPref:this.hasAttribute(c.NO_SUBTITLES_LANG_PREF)}})};tt=new WeakMap;Gi=new WeakSet;ua=function(t){var e;let{metaKey:i,altKey:r,key:a,shiftKey:o}=t,n=o&&(a==="/"||a==="?");if(n&&((e=p(this,re))!=null&&e.open)){this.removeEventListener("keyup",p(this,tt));return}if(i||r||!n&&!ms.includes(a)){this.removeEventListener("keyup",p(this,tt));return}let d=t.target,u=d instanceof HTMLElement&&(d.tagName.toLowerCase()==="media-volume-range"||d.tagName.toLowerCase()==="media-time-range");[" ","ArrowLeft","ArrowRight","ArrowUp","ArrowDown"].includes(a)&&!p(this,De).contains(Ui(a))&&!u&&t.preventDefault(),this.addEventListener("keyup",p(this,tt),{once:!0})};jt=new WeakSet;qi=function(){p(this,re)&&(p(this,re).hotkeys=p(this,De).value||void 0,(this.noHotkeys||p(this,De).contains("noshift+/"))&&(p(this,re).open=!1))};ca=new WeakSet;hs=function(){p(this,re)||(he(this,re,H.createElement("media-keyboard-shortcuts-dialog")),He(this,jt,qi).call(this),this.appendChild(p(this,re))),p(this,re).open=!0};var Kn=Object.values(s),Gn=Object.values(Hr),ps=t=>{var e,i,r,a;let{observedAttributes:o}=t.constructor;!o&&((e=t.nodeName)!=null&&e.includes("-"))&&(l.customElements.upgrade(t),{observedAttributes:o}=t.constructor);let n=(a=(r=(i=t?.getAttribute)==null?void 0:i.call(t,k.MEDIA_CHROME_ATTRIBUTES))==null?void 0:r.split)==null?void 0:a.call(r,/\s+/);return Array.isArray(o||n)?(o||n).filter(d=>Kn.includes(d)):[]},qn=t=>{var e,i;return(e=t.nodeName)!=null&&e.includes("-")&&l.customElements.get((i=t.nodeName)==null?void 0:i.toLowerCase())&&!(t instanceof l.customElements.get(t.nodeName.toLowerCase()))&&l.customElements.upgrade(t),Gn.some(r=>r in t)},ha=t=>qn(t)||!!ps(t).length,ds=t=>{var e;return(e=t?.join)==null?void 0:e.call(t,":")},us={[s.MEDIA_SUBTITLES_LIST]:aa,[s.MEDIA_SUBTITLES_SHOWING]:aa,[s.MEDIA_SEEKABLE]:ds,[s.MEDIA_BUFFERED]:t=>t?.map(ds).join(" "),[s.MEDIA_PREVIEW_COORDS]:t=>t?.join(" "),[s.MEDIA_RENDITION_LIST]:Vo,[s.MEDIA_AUDIO_TRACK_LIST]:Ko},Yn=async(t,e,i)=>{var r,a;if(t.isConnected||await Hi(0),typeof i=="boolean"||i==null)return b(t,e,i);if(typeof i=="number")return Q(t,e,i);if(typeof i=="string")return L(t,e,i);if(Array.isArray(i)&&!i.length)return t.removeAttribute(e);let o=(a=(r=us[e])==null?void 0:r.call(us,i))!=null?a:i;return t.setAttribute(e,o)},Qn=t=>{var e;return!!((e=t.closest)!=null&&e.call(t,'*[slot="media"]'))},et=(t,e)=>{if(Qn(t))return;let i=(a,o)=>{var n,d;ha(a)&&o(a);let{children:u=[]}=a??{},y=(d=(n=a?.shadowRoot)==null?void 0:n.children)!=null?d:[];[...u,...y].forEach(A=>et(A,o))},r=t?.nodeName.toLowerCase();if(r.includes("-")&&!ha(t)){l.customElements.whenDefined(r).then(()=>{i(t,e)});return}i(t,e)},cs=(t,e,i)=>{t.forEach(r=>{if(e in r){r[e]=i;return}let a=ps(r),o=e.toLowerCase();a.includes(o)&&Yn(r,o,i)})},zn=(t,e,i)=>{et(t,e);let r=I=>{var A;let v=(A=I?.composedPath()[0])!=null?A:I.target;e(v)},a=I=>{var A;let v=(A=I?.composedPath()[0])!=null?A:I.target;i(v)};t.addEventListener(m.REGISTER_MEDIA_STATE_RECEIVER,r),t.addEventListener(m.UNREGISTER_MEDIA_STATE_RECEIVER,a);let o=I=>{I.forEach(A=>{let{addedNodes:v=[],removedNodes:h=[],type:_,target:E,attributeName:w}=A;_==="childList"?(Array.prototype.forEach.call(v,S=>et(S,e)),Array.prototype.forEach.call(h,S=>et(S,i))):_==="attributes"&&w===k.MEDIA_CHROME_ATTRIBUTES&&(ha(E)?e(E):i(E))})},n=[],d=I=>{let A=I.target;A.name!=="media"&&(n.forEach(v=>et(v,i)),n=[...A.assignedElements({flatten:!0})],n.forEach(v=>et(v,e)))};t.addEventListener("slotchange",d);let u=new MutationObserver(o);return u.observe(t,{childList:!0,attributes:!0,subtree:!0}),()=>{et(t,i),t.removeEventListener("slotchange",d),u.disconnect(),t.removeEventListener(m.REGISTER_MEDIA_STATE_RECEIVER,r),t.removeEventListener(m.UNREGISTER_MEDIA_STATE_RECEIVER,a)}};l.customElements.get("media-controller")||l.customElements.define("media-controller",Yi);var Es=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Qi=(t,e,i)=>(Es(t,e,"read from private field"),i?i.call(t):e.get(t)),Xn=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},zi=(t,e,i,r)=>(Es(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),_e;function Zn(t){return`
    <style>
      :host {
        
        box-sizing: border-box;
        display: var(--media-control-display, var(--media-control-bar-display, inline-flex));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        --media-loading-indicator-icon-height: 44px;
      }

      ::slotted(media-time-range),
      ::slotted(media-volume-range) {
        min-height: 100%;
      }

      ::slotted(media-time-range),
      ::slotted(media-clip-selector) {
        flex-grow: 1;
      }

      ::slotted([role="menu"]) {
        position: absolute;
      }
    </style>

    <slot></slot>
  `}var ei=class extends l.HTMLElement{constructor(){if(super(),Xn(this,_e,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=F(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[k.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,r){var a,o,n,d,u;e===k.MEDIA_CONTROLLER&&(i&&((o=(a=Qi(this,_e))==null?void 0:a.unassociateElement)==null||o.call(a,this),zi(this,_e,null)),r&&this.isConnected&&(zi(this,_e,(n=this.getRootNode())==null?void 0:n.getElementById(r)),(u=(d=Qi(this,_e))==null?void 0:d.associateElement)==null||u.call(d,this)))}connectedCallback(){var e,i,r;let a=this.getAttribute(k.MEDIA_CONTROLLER);a&&(zi(this,_e,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(r=(i=Qi(this,_e))==null?void 0:i.associateElement)==null||r.call(i,this))}disconnectedCallback(){var e,i;(i=(e=Qi(this,_e))==null?void 0:e.unassociateElement)==null||i.call(e,this),zi(this,_e,null)}};_e=new WeakMap;ei.shadowRootOptions={mode:"open"};ei.getTemplateHTML=Zn;l.customElements.get("media-control-bar")||l.customElements.define("media-control-bar",ei);var yt={PLACEMENT:"placement",BOUNDS:"bounds"};function Jn(t){return`
    <style>
      :host {
        --_tooltip-background-color: var(--media-tooltip-background-color, var(--media-secondary-color, rgba(20, 20, 30, .7)));
        --_tooltip-background: var(--media-tooltip-background, var(--_tooltip-background-color));
        --_tooltip-arrow-half-width: calc(var(--media-tooltip-arrow-width, 12px) / 2);
        --_tooltip-arrow-height: var(--media-tooltip-arrow-height, 5px);
        --_tooltip-arrow-background: var(--media-tooltip-arrow-color, var(--_tooltip-background-color));
        position: relative;
        pointer-events: none;
        display: var(--media-tooltip-display, inline-flex);
        justify-content: center;
        align-items: center;
        box-sizing: border-box;
        z-index: var(--media-tooltip-z-index, 1);
        background: var(--_tooltip-background);
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        font: var(--media-font,
          var(--media-font-weight, 400)
          var(--media-font-size, 13px) /
          var(--media-text-content-height, var(--media-control-height, 18px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        padding: var(--media-tooltip-padding, .35em .7em);
        border: var(--media-tooltip-border, none);
        border-radius: var(--media-tooltip-border-radius, 5px);
        filter: var(--media-tooltip-filter, drop-shadow(0 0 4px rgba(0, 0, 0, .2)));
        white-space: var(--media-tooltip-white-space, nowrap);
      }

      :host([hidden]) {
        display: none;
      }

      img, svg {
        display: inline-block;
      }

      #arrow {
        position: absolute;
        width: 0px;
        height: 0px;
        border-style: solid;
        display: var(--media-tooltip-arrow-display, block);
      }

      :host(:not([placement])),
      :host([placement="top"]) {
        position: absolute;
        bottom: calc(100% + var(--media-tooltip-distance, 12px));
        left: 50%;
        transform: translate(calc(-50% - var(--media-tooltip-offset-x, 0px)), 0);
      }
      :host(:not([placement])) #arrow,
      :host([placement="top"]) #arrow {
        top: 100%;
        left: 50%;
        border-width: var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width) 0 var(--_tooltip-arrow-half-width);
        border-color: var(--_tooltip-arrow-background) transparent transparent transparent;
        transform: translate(calc(-50% + var(--media-tooltip-offset-x, 0px)), 0);
      }

      :host([placement="right"]) {
        position: absolute;
        left: calc(100% + var(--media-tooltip-distance, 12px));
        top: 50%;
        transform: translate(0, -50%);
      }
      :host([placement="right"]) #arrow {
        top: 50%;
        right: 100%;
        border-width: var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width) 0;
        border-color: transparent var(--_tooltip-arrow-background) transparent transparent;
        transform: translate(0, -50%);
      }

      :host([placement="bottom"]) {
        position: absolute;
        top: calc(100% + var(--media-tooltip-distance, 12px));
        left: 50%;
        transform: translate(calc(-50% - var(--media-tooltip-offset-x, 0px)), 0);
      }
      :host([placement="bottom"]) #arrow {
        bottom: 100%;
        left: 50%;
        border-width: 0 var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height) var(--_tooltip-arrow-half-width);
        border-color: transparent transparent var(--_tooltip-arrow-background) transparent;
        transform: translate(calc(-50% + var(--media-tooltip-offset-x, 0px)), 0);
      }

      :host([placement="left"]) {
        position: absolute;
        right: calc(100% + var(--media-tooltip-distance, 12px));
        top: 50%;
        transform: translate(0, -50%);
      }
      :host([placement="left"]) #arrow {
        top: 50%;
        left: 100%;
        border-width: var(--_tooltip-arrow-half-width) 0 var(--_tooltip-arrow-half-width) var(--_tooltip-arrow-height);
        border-color: transparent transparent transparent var(--_tooltip-arrow-background);
        transform: translate(0, -50%);
      }
      
      :host([placement="none"]) #arrow {
        display: none;
      }
    </style>
    <slot></slot>
    <div id="arrow"></div>
  `}var kt=class extends l.HTMLElement{constructor(){if(super(),this.updateXOffset=()=>{var e;if(!Ii(this,{checkOpacity:!1,checkVisibilityCSS:!1}))return;let i=this.placement;if(i==="left"||i==="right"){this.style.removeProperty("--media-tooltip-offset-x");return}let r=getComputedStyle(this),a=(e=Oe(this,"#"+this.bounds))!=null?e:ko(this);if(!a)return;let{x:o,width:n}=a.getBoundingClientRect(),{x:d,width:u}=this.getBoundingClientRect(),y=d+u,I=o+n,A=r.getPropertyValue("--media-tooltip-offset-x"),v=A?parseFloat(A.replace("px","")):0,h=r.getPropertyValue("--media-tooltip-container-margin"),_=h?parseFloat(h.replace("px","")):0,E=d-o+v-_,w=y-I+v+_;if(E<0){this.style.setProperty("--media-tooltip-offset-x",`${E}px`);return}if(w>0){this.style.setProperty("--media-tooltip-offset-x",`${w}px`);return}this.style.removeProperty("--media-tooltip-offset-x")},!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=F(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}if(this.arrowEl=this.shadowRoot.querySelector("#arrow"),Object.prototype.hasOwnProperty.call(this,"placement")){let e=this.placement;delete this.placement,this.placement=e}}static get observedAttributes(){return[yt.PLACEMENT,yt.BOUNDS]}get placement(){return R(this,yt.PLACEMENT)}set placement(e){L(this,yt.PLACEMENT,e)}get bounds(){return R(this,yt.BOUNDS)}set bounds(e){L(this,yt.BOUNDS,e)}};kt.shadowRootOptions={mode:"open"};kt.getTemplateHTML=Jn;l.customElements.get("media-tooltip")||l.customElements.define("media-tooltip",kt);var pa=kt;var fa=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},B=(t,e,i)=>(fa(t,e,"read from private field"),i?i.call(t):e.get(t)),it=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Xi=(t,e,i,r)=>(fa(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),vs=(t,e,i)=>(fa(t,e,"access private method"),i),ge,Mt,Ea,fs,Be,wt,Zi,va,_s,Fe={TOOLTIP_PLACEMENT:"tooltipplacement",DISABLED:"disabled",NO_TOOLTIP:"notooltip"};function jn(t,e={}){return`
    <style>
      :host {
        position: relative;
        font: var(--media-font,
          var(--media-font-weight, bold)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        padding: var(--media-button-padding, var(--media-control-padding, 10px));
        justify-content: var(--media-button-justify-content, center);
        display: inline-flex;
        align-items: center;
        vertical-align: middle;
        box-sizing: border-box;
        transition: background .15s linear;
        pointer-events: auto;
        cursor: var(--media-cursor, pointer);
        -webkit-tap-highlight-color: transparent;
      }

      
      :host(:focus-visible) {
        box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: 0;
      }
      
      :host(:where(:focus)) {
        box-shadow: none;
        outline: 0;
      }

      :host(:hover) {
        background: var(--media-control-hover-background, rgba(50 50 70 / .7));
      }

      slot[name="icon"] {
        display: inline-flex;
        align-items: center;
      }

      svg, img, ::slotted(svg), ::slotted(img) {
        width: var(--media-button-icon-width);
        height: var(--media-button-icon-height, var(--media-control-height, 24px));
        transform: var(--media-button-icon-transform);
        transition: var(--media-button-icon-transition);
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        vertical-align: middle;
        max-width: 100%;
        max-height: 100%;
        min-width: 100%;
      }

      media-tooltip {
        
        max-width: 0;
        overflow-x: clip;
        opacity: 0;
        transition: opacity .3s, max-width 0s 9s;
      }

      :host(:hover) media-tooltip,
      :host(:focus-visible) media-tooltip {
        max-width: 100vw;
        opacity: 1;
        transition: opacity .3s;
      }

      :host([notooltip]) slot[name="tooltip"] {
        display: none;
      }
    </style>

    ${this.getSlotTemplateHTML(t,e)}

    <slot name="tooltip">
      <media-tooltip part="tooltip" aria-hidden="true">
        <template shadowrootmode="${pa.shadowRootOptions.mode}">
          ${pa.getTemplateHTML({})}
        </template>
        <slot name="tooltip-content">
          ${this.getTooltipContentHTML(t)}
        </slot>
      </media-tooltip>
    </slot>
  `}function el(t,e){return`
    <slot></slot>
  `}function tl(){return""}var Z=class extends l.HTMLElement{constructor(){if(super(),it(this,Ea),it(this,va),it(this,ge,void 0),this.preventClick=!1,this.tooltipEl=null,it(this,Mt,e=>{this.preventClick||this.handleClick(e),setTimeout(B(this,Be),0)}),it(this,Be,()=>{var e,i;(i=(e=this.tooltipEl)==null?void 0:e.updateXOffset)==null||i.call(e)}),it(this,wt,e=>{let{key:i}=e;if(!this.keysUsed.includes(i)){this.removeEventListener("keyup",B(this,wt));return}this.preventClick||this.handleClick(e)}),it(this,Zi,e=>{let{metaKey:i,altKey:r,key:a}=e;if(i||r||!this.keysUsed.includes(a)){this.removeEventListener("keyup",B(this,wt));return}this.addEventListener("keyup",B(this,wt),{once:!0})}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=F(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}this.tooltipEl=this.shadowRoot.querySelector("media-tooltip")}static get observedAttributes(){return["disabled",Fe.TOOLTIP_PLACEMENT,k.MEDIA_CONTROLLER,s.MEDIA_LANG]}enable(){this.addEventListener("click",B(this,Mt)),this.addEventListener("keydown",B(this,Zi)),this.tabIndex=0}disable(){this.removeEventListener("click",B(this,Mt)),this.removeEventListener("keydown",B(this,Zi)),this.removeEventListener("keyup",B(this,wt)),this.tabIndex=-1}attributeChangedCallback(e,i,r){var a,o,n,d,u;e===k.MEDIA_CONTROLLER?(i&&((o=(a=B(this,ge))==null?void 0:a.unassociateElement)==null||o.call(a,this),Xi(this,ge,null)),r&&this.isConnected&&(Xi(this,ge,(n=this.getRootNode())==null?void 0:n.getElementById(r)),(u=(d=B(this,ge))==null?void 0:d.associateElement)==null||u.call(d,this))):e==="disabled"&&r!==i?r==null?this.enable():this.disable():e===Fe.TOOLTIP_PLACEMENT&&this.tooltipEl&&r!==i?this.tooltipEl.placement=r:e===s.MEDIA_LANG&&(this.shadowRoot.querySelector('slot[name="tooltip-content"]').innerHTML=this.constructor.getTooltipContentHTML()),vs(this,Ea,fs).call(this)&&B(this,Be).call(this)}connectedCallback(){var e,i,r;let{style:a}=C(this.shadowRoot,":host");a.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`),this.hasAttribute("disabled")?this.disable():this.enable(),this.setAttribute("role","button");let o=this.getAttribute(k.MEDIA_CONTROLLER);o&&(Xi(this,ge,(e=this.getRootNode())==null?void 0:e.getElementById(o)),(r=(i=B(this,ge))==null?void 0:i.associateElement)==null||r.call(i,this)),l.customElements.whenDefined("media-tooltip").then(()=>vs(this,va,_s).call(this))}disconnectedCallback(){var e,i;this.disable(),(i=(e=B(this,ge))==null?void 0:e.unassociateElement)==null||i.call(e,this),Xi(this,ge,null),this.removeEventListener("mouseenter",B(this,Be)),this.removeEventListener("focus",B(this,Be)),this.removeEventListener("click",B(this,Mt))}get keysUsed(){return["Enter"," "]}get tooltipPlacement(){return R(this,Fe.TOOLTIP_PLACEMENT)}set tooltipPlacement(e){L(this,Fe.TOOLTIP_PLACEMENT,e)}get mediaController(){return R(this,k.MEDIA_CONTROLLER)}set mediaController(e){L(this,k.MEDIA_CONTROLLER,e)}get disabled(){return g(this,Fe.DISABLED)}set disabled(e){b(this,Fe.DISABLED,e)}get noTooltip(){return g(this,Fe.NO_TOOLTIP)}set noTooltip(e){b(this,Fe.NO_TOOLTIP,e)}handleClick(e){}};ge=new WeakMap;Mt=new WeakMap;Ea=new WeakSet;fs=function(){try{return this.matches(":hover, :focus-visible")}catch{return this.matches(":hover, :focus")}};Be=new WeakMap;wt=new WeakMap;Zi=new WeakMap;va=new WeakSet;_s=function(){this.addEventListener("mouseenter",B(this,Be)),this.addEventListener("focus",B(this,Be)),this.addEventListener("click",B(this,Mt));let t=this.tooltipPlacement;t&&this.tooltipEl&&(this.tooltipEl.placement=t)};Z.shadowRootOptions={mode:"open"};Z.getTemplateHTML=jn;Z.getSlotTemplateHTML=el;Z.getTooltipContentHTML=tl;l.customElements.get("media-chrome-button")||l.customElements.define("media-chrome-button",Z);var il=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="m6 21 15-9L6 3v18Z"/>
</svg>`,rl=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M6 20h4V4H6v16Zm8-16v16h4V4h-4Z"/>
</svg>`;function al(t){return`
    <style>
      :host([${s.MEDIA_PAUSED}]) slot[name=pause],
      :host(:not([${s.MEDIA_PAUSED}])) slot[name=play] {
        display: none !important;
      }

      :host([${s.MEDIA_PAUSED}]) slot[name=tooltip-pause],
      :host(:not([${s.MEDIA_PAUSED}])) slot[name=tooltip-play] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="play">${il}</slot>
      <slot name="pause">${rl}</slot>
    </slot>
  `}function ol(){return`
    <slot name="tooltip-play">${T("Play")}</slot>
    <slot name="tooltip-pause">${T("Pause")}</slot>
  `}var gs=t=>{let e=t.mediaPaused?T("play"):T("pause");t.setAttribute("aria-label",e)},ti=class extends Z{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PAUSED,s.MEDIA_ENDED]}connectedCallback(){super.connectedCallback(),gs(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),(e===s.MEDIA_PAUSED||e===s.MEDIA_LANG)&&gs(this)}get mediaPaused(){return g(this,s.MEDIA_PAUSED)}set mediaPaused(e){b(this,s.MEDIA_PAUSED,e)}handleClick(){let e=this.mediaPaused?m.MEDIA_PLAY_REQUEST:m.MEDIA_PAUSE_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};ti.getSlotTemplateHTML=al;ti.getTooltipContentHTML=ol;l.customElements.get("media-play-button")||l.customElements.define("media-play-button",ti);var sl=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M16.5 12A4.5 4.5 0 0 0 14 8v2.18l2.45 2.45a4.22 4.22 0 0 0 .05-.63Zm2.5 0a6.84 6.84 0 0 1-.54 2.64L20 16.15A8.8 8.8 0 0 0 21 12a9 9 0 0 0-7-8.77v2.06A7 7 0 0 1 19 12ZM4.27 3 3 4.27 7.73 9H3v6h4l5 5v-6.73l4.25 4.25A6.92 6.92 0 0 1 14 18.7v2.06A9 9 0 0 0 17.69 19l2 2.05L21 19.73l-9-9L4.27 3ZM12 4 9.91 6.09 12 8.18V4Z"/>
</svg>`,bs=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M3 9v6h4l5 5V4L7 9H3Zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.47 4.47 0 0 0 2.5-4Z"/>
</svg>`,nl=`<svg aria-hidden="true" viewBox="0 0 24 24">
  <path d="M3 9v6h4l5 5V4L7 9H3Zm13.5 3A4.5 4.5 0 0 0 14 8v8a4.47 4.47 0 0 0 2.5-4ZM14 3.23v2.06a7 7 0 0 1 0 13.42v2.06a9 9 0 0 0 0-17.54Z"/>
</svg>`;function ll(t){return`
    <style>
      :host(:not([${s.MEDIA_VOLUME_LEVEL}])) slot[name=icon] slot:not([name=high]),
      :host([${s.MEDIA_VOLUME_LEVEL}=high]) slot[name=icon] slot:not([name=high]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=off]) slot[name=icon] slot:not([name=off]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=low]) slot[name=icon] slot:not([name=low]) {
        display: none !important;
      }

      :host([${s.MEDIA_VOLUME_LEVEL}=medium]) slot[name=icon] slot:not([name=medium]) {
        display: none !important;
      }

      :host(:not([${s.MEDIA_VOLUME_LEVEL}=off])) slot[name=tooltip-unmute],
      :host([${s.MEDIA_VOLUME_LEVEL}=off]) slot[name=tooltip-mute] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="off">${sl}</slot>
      <slot name="low">${bs}</slot>
      <slot name="medium">${bs}</slot>
      <slot name="high">${nl}</slot>
    </slot>
  `}function dl(){return`
    <slot name="tooltip-mute">${T("Mute")}</slot>
    <slot name="tooltip-unmute">${T("Unmute")}</slot>
  `}var As=t=>{let i=t.mediaVolumeLevel==="off"?T("unmute"):T("mute");t.setAttribute("aria-label",i)},ii=class extends Z{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_VOLUME_LEVEL]}connectedCallback(){super.connectedCallback(),As(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_VOLUME_LEVEL&&As(this)}get mediaVolumeLevel(){return R(this,s.MEDIA_VOLUME_LEVEL)}set mediaVolumeLevel(e){L(this,s.MEDIA_VOLUME_LEVEL,e)}handleClick(){let e=this.mediaVolumeLevel==="off"?m.MEDIA_UNMUTE_REQUEST:m.MEDIA_MUTE_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};ii.getSlotTemplateHTML=ll;ii.getTooltipContentHTML=dl;l.customElements.get("media-mute-button")||l.customElements.define("media-mute-button",ii);var Ia=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},x=(t,e,i)=>(Ia(t,e,"read from private field"),i?i.call(t):e.get(t)),q=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},We=(t,e,i,r)=>(Ia(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),me=(t,e,i)=>(Ia(t,e,"access private method"),i),be,nr,Ji,ji,pe,or,er,tr,ir,ya,Ts,rr,_a,ar,ga,sr,ka,ba,Ss,Aa,Is,Ta,ys,Sa,ks;function ul(t){return`
    <style>
      :host {
        --_focus-box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        --_media-range-padding: var(--media-range-padding, var(--media-control-padding, 10px));

        box-shadow: var(--_focus-visible-box-shadow, none);
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        height: calc(var(--media-control-height, 24px) + 2 * var(--_media-range-padding));
        display: inline-flex;
        align-items: center;
        
        vertical-align: middle;
        box-sizing: border-box;
        position: relative;
        width: 100px;
        transition: background .15s linear;
        cursor: var(--media-cursor, pointer);
        pointer-events: auto;
        touch-action: none; 
      }

      
      input[type=range]:focus {
        outline: 0;
      }
      input[type=range]:focus::-webkit-slider-runnable-track {
        outline: 0;
      }

      :host(:hover) {
        background: var(--media-control-hover-background, rgb(50 50 70 / .7));
      }

      #leftgap {
        padding-left: var(--media-range-padding-left, var(--_media-range-padding));
      }

      #rightgap {
        padding-right: var(--media-range-padding-right, var(--_media-range-padding));
      }

      #startpoint,
      #endpoint {
        position: absolute;
      }

      #endpoint {
        right: 0;
      }

      #container {
        
        width: var(--media-range-track-width, 100%);
        transform: translate(var(--media-range-track-translate-x, 0px), var(--media-range-track-translate-y, 0px));
        position: relative;
        height: 100%;
        display: flex;
        align-items: center;
        min-width: 40px;
      }

      #range {
        
        display: var(--media-time-range-hover-display, block);
        bottom: var(--media-time-range-hover-bottom, 0);
        height: var(--media-time-range-hover-height, max(100% , 25px));
        width: 100%;
        position: absolute;
        cursor: var(--media-cursor, pointer);

        -webkit-appearance: none; 
        -webkit-tap-highlight-color: transparent;
        background: transparent; 
        margin: 0;
        z-index: 1;
      }

      @media (hover: hover) {
        #range {
          bottom: var(--media-time-range-hover-bottom, 0);
          height: var(--media-time-range-hover-height, max(100%, 20px));
        }
      }

      
      
      #range::-webkit-slider-thumb {
        -webkit-appearance: none;
        background: transparent;
        width: .1px;
        height: .1px;
      }

      
      #range::-moz-range-thumb {
        background: transparent;
        border: transparent;
        width: .1px;
        height: .1px;
      }

      #appearance {
        height: var(--media-range-track-height, 4px);
        display: flex;
        flex-direction: column;
        justify-content: center;
        width: 100%;
        position: absolute;
        
        will-change: transform;
      }

      #track {
        background: var(--media-range-track-background, rgb(255 255 255 / .2));
        border-radius: var(--media-range-track-border-radius, 1px);
        border: var(--media-range-track-border, none);
        outline: var(--media-range-track-outline);
        outline-offset: var(--media-range-track-outline-offset);
        backdrop-filter: var(--media-range-track-backdrop-filter);
        -webkit-backdrop-filter: var(--media-range-track-backdrop-filter);
        box-shadow: var(--media-range-track-box-shadow, none);
        position: absolute;
        width: 100%;
        height: 100%;
        overflow: hidden;
      }

      #progress,
      #pointer {
        position: absolute;
        height: 100%;
        will-change: width;
      }

      #progress {
        background: var(--media-range-bar-color, var(--media-primary-color, rgb(238 238 238)));
        transition: var(--media-range-track-transition);
      }

      #pointer {
        background: var(--media-range-track-pointer-background);
        border-right: var(--media-range-track-pointer-border-right);
        transition: visibility .25s, opacity .25s;
        visibility: hidden;
        opacity: 0;
      }

      @media (hover: hover) {
        :host(:hover) #pointer {
          transition: visibility .5s, opacity .5s;
          visibility: visible;
          opacity: 1;
        }
      }

      #thumb,
      ::slotted([slot=thumb]) {
        width: var(--media-range-thumb-width, 10px);
        height: var(--media-range-thumb-height, 10px);
        transition: var(--media-range-thumb-transition);
        transform: var(--media-range-thumb-transform, none);
        opacity: var(--media-range-thumb-opacity, 1);
        translate: -50%;
        position: absolute;
        left: 0;
        cursor: var(--media-cursor, pointer);
      }

      #thumb {
        border-radius: var(--media-range-thumb-border-radius, 10px);
        background: var(--media-range-thumb-background, var(--media-primary-color, rgb(238 238 238)));
        box-shadow: var(--media-range-thumb-box-shadow, 1px 1px 1px transparent);
        border: var(--media-range-thumb-border, none);
      }

      :host([disabled]) #thumb {
        background-color: #777;
      }

      .segments #appearance {
        height: var(--media-range-segment-hover-height, 7px);
      }

      #track {
        clip-path: url(#segments-clipping);
      }

      #segments {
        --segments-gap: var(--media-range-segments-gap, 2px);
        position: absolute;
        width: 100%;
        height: 100%;
      }

      #segments-clipping {
        transform: translateX(calc(var(--segments-gap) / 2));
      }

      #segments-clipping:empty {
        display: none;
      }

      #segments-clipping rect {
        height: var(--media-range-track-height, 4px);
        y: calc((var(--media-range-segment-hover-height, 7px) - var(--media-range-track-height, 4px)) / 2);
        transition: var(--media-range-segment-transition, transform .1s ease-in-out);
        transform: var(--media-range-segment-transform, scaleY(1));
        transform-origin: center;
      }

      /* Visible label for accessibility - positioned off-screen but technically visible (Firefox requires visible labels) */
      #range-label {
        position: absolute;
        left: -10000px;
        background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        pointer-events: none;
      }
    </style>
    <div id="leftgap"></div>
    <div id="container">
      <div id="startpoint"></div>
      <div id="endpoint"></div>
      <div id="appearance">
        <div id="track" part="track">
          <div id="pointer"></div>
          <div id="progress" part="progress"></div>
        </div>
        <slot name="thumb">
          <div id="thumb" part="thumb"></div>
        </slot>
        <svg id="segments" aria-hidden="true"><clipPath id="segments-clipping"></clipPath></svg>
      </div>
        <input id="range" type="range" min="0" max="1" step="any" value="0">
        <label for="range" id="range-label"></label>

      ${this.getContainerTemplateHTML(t)}
    </div>
    <div id="rightgap"></div>
  `}function cl(t){return""}var Ae=class extends l.HTMLElement{constructor(){if(super(),q(this,ya),q(this,rr),q(this,ar),q(this,sr),q(this,ba),q(this,Aa),q(this,Ta),q(this,Sa),q(this,be,void 0),q(this,nr,void 0),q(this,Ji,void 0),q(this,ji,void 0),q(this,pe,{}),q(this,or,[]),q(this,er,()=>{if(this.range.matches(":focus-visible")){let{style:e}=C(this.shadowRoot,":host");e.setProperty("--_focus-visible-box-shadow","var(--_focus-box-shadow)")}}),q(this,tr,()=>{let{style:e}=C(this.shadowRoot,":host");e.removeProperty("--_focus-visible-box-shadow")}),q(this,ir,()=>{let e=this.shadowRoot.querySelector("#segments-clipping");e&&e.parentNode.append(e)}),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=F(this.attributes),i=this.constructor.getTemplateHTML(e);this.shadowRoot.setHTMLUnsafe?this.shadowRoot.setHTMLUnsafe(i):this.shadowRoot.innerHTML=i}this.container=this.shadowRoot.querySelector("#container"),We(this,Ji,this.shadowRoot.querySelector("#startpoint")),We(this,ji,this.shadowRoot.querySelector("#endpoint")),this.range=this.shadowRoot.querySelector("#range"),this.appearance=this.shadowRoot.querySelector("#appearance")}static get observedAttributes(){return["disabled","aria-disabled",k.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,r){var a,o,n,d,u;e===k.MEDIA_CONTROLLER?(i&&((o=(a=x(this,be))==null?void 0:a.unassociateElement)==null||o.call(a,this),We(this,be,null)),r&&this.isConnected&&(We(this,be,(n=this.getRootNode())==null?void 0:n.getElementById(r)),(u=(d=x(this,be))==null?void 0:d.associateElement)==null||u.call(d,this))):(e==="disabled"||e==="aria-disabled"&&i!==r)&&(r==null?(this.range.removeAttribute(e),me(this,rr,_a).call(this)):(this.range.setAttribute(e,r),me(this,ar,ga).call(this)))}connectedCallback(){var e,i,r;let{style:a}=C(this.shadowRoot,":host");a.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`),x(this,pe).pointer=C(this.shadowRoot,"#pointer"),x(this,pe).progress=C(this.shadowRoot,"#progress"),x(this,pe).thumb=C(this.shadowRoot,'#thumb, ::slotted([slot="thumb"])'),x(this,pe).activeSegment=C(this.shadowRoot,"#segments-clipping rect:nth-child(0)");let o=this.getAttribute(k.MEDIA_CONTROLLER);o&&(We(this,be,(e=this.getRootNode())==null?void 0:e.getElementById(o)),(r=(i=x(this,be))==null?void 0:i.associateElement)==null||r.call(i,this)),this.updateBar(),this.shadowRoot.addEventListener("focusin",x(this,er)),this.shadowRoot.addEventListener("focusout",x(this,tr)),me(this,rr,_a).call(this),Ti(this.container,x(this,ir))}disconnectedCallback(){var e,i;me(this,ar,ga).call(this),(i=(e=x(this,be))==null?void 0:e.unassociateElement)==null||i.call(e,this),We(this,be,null),this.shadowRoot.removeEventListener("focusin",x(this,er)),this.shadowRoot.removeEventListener("focusout",x(this,tr)),Si(this.container,x(this,ir))}updatePointerBar(e){var i;(i=x(this,pe).pointer)==null||i.style.setProperty("width",`${this.getPointerRatio(e)*100}%`)}updateBar(){var e,i;let r=this.range.valueAsNumber*100;(e=x(this,pe).progress)==null||e.style.setProperty("width",`${r}%`),(i=x(this,pe).thumb)==null||i.style.setProperty("left",`${r}%`)}updateSegments(e){let i=this.shadowRoot.querySelector("#segments-clipping");if(i.textContent="",this.container.classList.toggle("segments",!!e?.length),!e?.length)return;let r=[...new Set([+this.range.min,...e.flatMap(o=>[o.start,o.end]),+this.range.max])];We(this,or,[...r]);let a=r.pop();for(let[o,n]of r.entries()){let[d,u]=[o===0,o===r.length-1],y=d?"calc(var(--segments-gap) / -1)":`${n*100}%`,A=`calc(${((u?a:r[o+1])-n)*100}%${d||u?"":" - var(--segments-gap)"})`,v=H.createElementNS("http://www.w3.org/2000/svg","rect"),h=Wr(this.shadowRoot,`#segments-clipping rect:nth-child(${o+1})`);h.style.setProperty("x",y),h.style.setProperty("width",A),i.append(v)}}getPointerRatio(e){return wo(e.clientX,e.clientY,x(this,Ji).getBoundingClientRect(),x(this,ji).getBoundingClientRect())}get dragging(){return this.hasAttribute("dragging")}handleEvent(e){switch(e.type){case"pointermove":me(this,Sa,ks).call(this,e);break;case"input":this.updateBar();break;case"pointerenter":me(this,ba,Ss).call(this,e);break;case"pointerdown":me(this,sr,ka).call(this,e);break;case"pointerup":me(this,Aa,Is).call(this);break;case"pointerleave":me(this,Ta,ys).call(this);break}}get keysUsed(){return["ArrowUp","ArrowRight","ArrowDown","ArrowLeft"]}};be=new WeakMap;nr=new WeakMap;Ji=new WeakMap;ji=new WeakMap;pe=new WeakMap;or=new WeakMap;er=new WeakMap;tr=new WeakMap;ir=new WeakMap;ya=new WeakSet;Ts=function(t){let e=x(this,pe).activeSegment;if(!e)return;let i=this.getPointerRatio(t),a=`#segments-clipping rect:nth-child(${x(this,or).findIndex((o,n,d)=>{let u=d[n+1];return u!=null&&i>=o&&i<=u})+1})`;(e.selectorText!=a||!e.style.transform)&&(e.selectorText=a,e.style.setProperty("transform","var(--media-range-segment-hover-transform, scaleY(2))"))};rr=new WeakSet;_a=function(){this.hasAttribute("disabled")||!this.isConnected||(this.addEventListener("input",this),this.addEventListener("pointerdown",this),this.addEventListener("pointerenter",this))};ar=new WeakSet;ga=function(){var t,e;this.removeEventListener("input",this),this.removeEventListener("pointerdown",this),this.removeEventListener("pointerenter",this),this.removeEventListener("pointerleave",this),(t=l.window)==null||t.removeEventListener("pointerup",this),(e=l.window)==null||e.removeEventListener("pointermove",this)};sr=new WeakSet;ka=function(t){var e;We(this,nr,t.composedPath().includes(this.range)),(e=l.window)==null||e.addEventListener("pointerup",this,{once:!0})};ba=new WeakSet;Ss=function(t){var e;t.pointerType!=="mouse"&&me(this,sr,ka).call(this,t),this.addEventListener("pointerleave",this,{once:!0}),(e=l.window)==null||e.addEventListener("pointermove",this)};Aa=new WeakSet;Is=function(){var t;(t=l.window)==null||t.removeEventListener("pointerup",this),this.toggleAttribute("dragging",!1),this.range.disabled=this.hasAttribute("disabled")};Ta=new WeakSet;ys=function(){var t,e;this.removeEventListener("pointerleave",this),(t=l.window)==null||t.removeEventListener("pointermove",this),this.toggleAttribute("dragging",!1),this.range.disabled=this.hasAttribute("disabled"),(e=x(this,pe).activeSegment)==null||e.style.removeProperty("transform")};Sa=new WeakSet;ks=function(t){t.pointerType==="pen"&&t.buttons===0||(this.toggleAttribute("dragging",t.buttons===1||t.pointerType!=="mouse"),this.updatePointerBar(t),me(this,ya,Ts).call(this,t),this.dragging&&(t.pointerType!=="mouse"||!x(this,nr))&&(this.range.disabled=!0,this.range.valueAsNumber=this.getPointerRatio(t),this.range.dispatchEvent(new Event("input",{bubbles:!0,composed:!0}))))};Ae.shadowRootOptions={mode:"open"};Ae.getTemplateHTML=ul;Ae.getContainerTemplateHTML=cl;l.customElements.get("media-chrome-range")||l.customElements.define("media-chrome-range",Ae);var hl=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},ws=(t,e,i)=>(hl(t,e,"read from private field"),i?i.call(t):e.get(t)),ml=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},lr,pl=1,El=t=>t.mediaMuted?0:t.mediaVolume,vl=t=>`${Math.round(t*100)}%`,wa=class extends Ae{constructor(){super(...arguments),ml(this,lr,()=>{let e=this.range.value,i=new l.CustomEvent(m.MEDIA_VOLUME_REQUEST,{composed:!0,bubbles:!0,detail:e});this.dispatchEvent(i)})}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_VOLUME,s.MEDIA_MUTED,s.MEDIA_VOLUME_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),this.range.setAttribute("aria-label",T("volume")),this.range.addEventListener("input",ws(this,lr))}disconnectedCallback(){this.range.removeEventListener("input",ws(this,lr)),super.disconnectedCallback()}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),(e===s.MEDIA_VOLUME||e===s.MEDIA_MUTED)&&(this.range.valueAsNumber=El(this),this.range.setAttribute("aria-valuetext",vl(this.range.valueAsNumber)),this.updateBar())}get mediaVolume(){return Y(this,s.MEDIA_VOLUME,pl)}set mediaVolume(e){Q(this,s.MEDIA_VOLUME,e)}get mediaMuted(){return g(this,s.MEDIA_MUTED)}set mediaMuted(e){b(this,s.MEDIA_MUTED,e)}get mediaVolumeUnavailable(){return R(this,s.MEDIA_VOLUME_UNAVAILABLE)}set mediaVolumeUnavailable(e){L(this,s.MEDIA_VOLUME_UNAVAILABLE,e)}};lr=new WeakMap;l.customElements.get("media-volume-range")||l.customElements.define("media-volume-range",wa);var Ms=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},dr=(t,e,i)=>(Ms(t,e,"read from private field"),i?i.call(t):e.get(t)),fl=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ur=(t,e,i,r)=>(Ms(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Te;function _l(t,e={}){return`
    <style>
      :host {
        font: var(--media-font,
          var(--media-font-weight, normal)
          var(--media-font-size, 14px) /
          var(--media-text-content-height, var(--media-control-height, 24px))
          var(--media-font-family, helvetica neue, segoe ui, roboto, arial, sans-serif));
        color: var(--media-text-color, var(--media-primary-color, rgb(238 238 238)));
        background: var(--media-text-background, var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7))));
        padding: var(--media-control-padding, 10px);
        display: inline-flex;
        justify-content: center;
        align-items: center;
        vertical-align: middle;
        box-sizing: border-box;
        text-align: center;
        pointer-events: auto;
      }

      
      :host(:focus-visible) {
        box-shadow: var(--media-focus-box-shadow, inset 0 0 0 2px rgb(27 127 204 / .9));
        outline: 0;
      }

      
      :host(:where(:focus)) {
        box-shadow: none;
        outline: 0;
      }
    </style>

    ${this.getSlotTemplateHTML(t,e)}
  `}function gl(t,e){return`
    <slot></slot>
  `}var oe=class extends l.HTMLElement{constructor(){if(super(),fl(this,Te,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=F(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[k.MEDIA_CONTROLLER]}attributeChangedCallback(e,i,r){var a,o,n,d,u;e===k.MEDIA_CONTROLLER&&(i&&((o=(a=dr(this,Te))==null?void 0:a.unassociateElement)==null||o.call(a,this),ur(this,Te,null)),r&&this.isConnected&&(ur(this,Te,(n=this.getRootNode())==null?void 0:n.getElementById(r)),(u=(d=dr(this,Te))==null?void 0:d.associateElement)==null||u.call(d,this)))}connectedCallback(){var e,i,r;let{style:a}=C(this.shadowRoot,":host");a.setProperty("display",`var(--media-control-display, var(--${this.localName}-display, inline-flex))`);let o=this.getAttribute(k.MEDIA_CONTROLLER);o&&(ur(this,Te,(e=this.getRootNode())==null?void 0:e.getElementById(o)),(r=(i=dr(this,Te))==null?void 0:i.associateElement)==null||r.call(i,this))}disconnectedCallback(){var e,i;(i=(e=dr(this,Te))==null?void 0:e.unassociateElement)==null||i.call(e,this),ur(this,Te,null)}};Te=new WeakMap;oe.shadowRootOptions={mode:"open"};oe.getTemplateHTML=_l;oe.getSlotTemplateHTML=gl;l.customElements.get("media-text-display")||l.customElements.define("media-text-display",oe);var Ls=[{singular:"hour",plural:"hours"},{singular:"minute",plural:"minutes"},{singular:"second",plural:"seconds"}],Rs=(t,e)=>{let i=t===1?T(Ls[e].singular):T(Ls[e].plural);return`${t} ${i}`},rt=t=>{if(!Tt(t))return"";let e=Math.abs(t),i=e!==t,r=new Date(0,0,0,0,0,e,0),o=[r.getHours(),r.getMinutes(),r.getSeconds()].map((n,d)=>n&&Rs(n,d)).filter(n=>n).join(", ");return i?T("{time} remaining",{time:o}):e===0?Rs(0,2):o};function at(t,e){let i=!1;t<0&&(i=!0,t=0-t),t=t<0?0:t;let r=Math.floor(t%60),a=Math.floor(t/60%60),o=Math.floor(t/3600),n=Math.floor(e/60%60),d=Math.floor(e/3600);return(isNaN(t)||t===1/0)&&(o=a=r="0"),o=o>0||d>0?o+":":"",a=((o||n>=10)&&a<10?"0"+a:a)+":",r=r<10?"0"+r:r,(i?"-":"")+o+a+r}var ic=Object.freeze({length:0,start(t){let e=t>>>0;if(e>=this.length)throw new DOMException(`Failed to execute 'start' on 'TimeRanges': The index provided (${e}) is greater than or equal to the maximum bound (${this.length}).`);return 0},end(t){let e=t>>>0;if(e>=this.length)throw new DOMException(`Failed to execute 'end' on 'TimeRanges': The index provided (${e}) is greater than or equal to the maximum bound (${this.length}).`);return 0}});var Ra=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Ee=(t,e,i)=>(Ra(t,e,"read from private field"),i?i.call(t):e.get(t)),ot=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Da=(t,e,i,r)=>(Ra(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Ve=(t,e,i)=>(Ra(t,e,"access private method"),i),Lt,Se,Er,Ca,Cs,mr,Oa,ri,cr,hr,Ma,$e={REMAINING:"remaining",SHOW_DURATION:"showduration",NO_TOGGLE:"notoggle"},Ds=[...Object.values($e),s.MEDIA_CURRENT_TIME,s.MEDIA_DURATION,s.MEDIA_SEEKABLE],Os=["Enter"," "],bl="&nbsp;/&nbsp;",La=(t,{timesSep:e=bl}={})=>{var i,r;let a=(i=t.mediaCurrentTime)!=null?i:0,[,o]=(r=t.mediaSeekable)!=null?r:[],n=0;Number.isFinite(t.mediaDuration)?n=t.mediaDuration:Number.isFinite(o)&&(n=o);let d=t.remaining?at(0-(n-a)):at(a);return t.showDuration?`${d}${e}${at(n)}`:d},Al=t=>{var e;let i=t.mediaCurrentTime,[,r]=(e=t.mediaSeekable)!=null?e:[],a=null;if(Number.isFinite(t.mediaDuration)?a=t.mediaDuration:Number.isFinite(r)&&(a=r),i==null||a===null){t.setAttribute("aria-description",T("video not loaded, unknown time."));return}let o=t.remaining?rt(0-(a-i)):rt(i);if(!t.showDuration){t.setAttribute("aria-description",o);return}let n=rt(a),d=T("{currentTime} of {totalTime}",{currentTime:o,totalTime:n});t.setAttribute("aria-description",d)};function Tl(t,e){return`
    <slot>${La(e)}</slot>
  `}var Sl=t=>{t.setAttribute("aria-label",T("playback time"))},pr=class extends oe{constructor(){super(),ot(this,Ca),ot(this,mr),ot(this,ri),ot(this,hr),ot(this,Lt,void 0),ot(this,Se,null),ot(this,Er,e=>{let{metaKey:i,altKey:r,key:a}=e;if(i||r||!Os.includes(a)){this.removeEventListener("keyup",Ee(this,Se));return}this.addEventListener("keyup",Ee(this,Se))}),Da(this,Lt,this.shadowRoot.querySelector("slot")),Ee(this,Lt).innerHTML=`${La(this)}`}static get observedAttributes(){return[...super.observedAttributes,...Ds,"disabled"]}connectedCallback(){let{style:e}=C(this.shadowRoot,":host(:hover:not([notoggle]))");e.setProperty("cursor","var(--media-cursor, pointer)"),e.setProperty("background","var(--media-control-hover-background, rgba(50 50 70 / .7))"),this.setAttribute("aria-label",T("playback time")),Ve(this,ri,cr).call(this),super.connectedCallback()}toggleTimeDisplay(){this.noToggle||(this.hasAttribute("remaining")?this.removeAttribute("remaining"):this.setAttribute("remaining",""))}disconnectedCallback(){this.disable(),Ve(this,mr,Oa).call(this),super.disconnectedCallback()}attributeChangedCallback(e,i,r){Sl(this),Ds.includes(e)?this.update():e==="disabled"&&r!==i?r==null?Ve(this,ri,cr).call(this):Ve(this,hr,Ma).call(this):e===$e.NO_TOGGLE&&r!==i&&(this.noToggle?Ve(this,hr,Ma).call(this):Ve(this,ri,cr).call(this)),super.attributeChangedCallback(e,i,r)}enable(){this.noToggle||(this.tabIndex=0)}disable(){this.tabIndex=-1}get remaining(){return g(this,$e.REMAINING)}set remaining(e){b(this,$e.REMAINING,e)}get showDuration(){return g(this,$e.SHOW_DURATION)}set showDuration(e){b(this,$e.SHOW_DURATION,e)}get noToggle(){return g(this,$e.NO_TOGGLE)}set noToggle(e){b(this,$e.NO_TOGGLE,e)}get mediaDuration(){return Y(this,s.MEDIA_DURATION)}set mediaDuration(e){Q(this,s.MEDIA_DURATION,e)}get mediaCurrentTime(){return Y(this,s.MEDIA_CURRENT_TIME)}set mediaCurrentTime(e){Q(this,s.MEDIA_CURRENT_TIME,e)}get mediaSeekable(){let e=this.getAttribute(s.MEDIA_SEEKABLE);if(e)return e.split(":").map(i=>+i)}set mediaSeekable(e){if(e==null){this.removeAttribute(s.MEDIA_SEEKABLE);return}this.setAttribute(s.MEDIA_SEEKABLE,e.join(":"))}update(){let e=La(this);Al(this),e!==Ee(this,Lt).innerHTML&&(Ee(this,Lt).innerHTML=e)}};Lt=new WeakMap;Se=new WeakMap;Er=new WeakMap;Ca=new WeakSet;Cs=function(){Ee(this,Se)||(Da(this,Se,t=>{let{key:e}=t;if(!Os.includes(e)){this.removeEventListener("keyup",Ee(this,Se));return}this.toggleTimeDisplay()}),this.addEventListener("keydown",Ee(this,Er)),this.addEventListener("click",this.toggleTimeDisplay))};mr=new WeakSet;Oa=function(){Ee(this,Se)&&(this.removeEventListener("keyup",Ee(this,Se)),this.removeEventListener("keydown",Ee(this,Er)),this.removeEventListener("click",this.toggleTimeDisplay),Da(this,Se,null))};ri=new WeakSet;cr=function(){!this.noToggle&&!this.hasAttribute("disabled")&&(this.setAttribute("role","button"),this.enable(),Ve(this,Ca,Cs).call(this))};hr=new WeakSet;Ma=function(){this.removeAttribute("role"),this.disable(),Ve(this,mr,Oa).call(this)};pr.getSlotTemplateHTML=Tl;l.customElements.get("media-time-display")||l.customElements.define("media-time-display",pr);var Us=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},vr=(t,e,i)=>(Us(t,e,"read from private field"),i?i.call(t):e.get(t)),Il=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},fr=(t,e,i,r)=>(Us(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Ie;function yl(t){return`
    <style>
      :host {
        box-sizing: border-box;
        display: var(--media-control-display, var(--media-preview-thumbnail-display, inline-block));
        overflow: hidden;
      }

      img {
        display: none;
        position: relative;
      }
    </style>
    <img crossorigin loading="eager" decoding="async">
  `}var Rt=class extends l.HTMLElement{constructor(){if(super(),Il(this,Ie,void 0),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=F(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[k.MEDIA_CONTROLLER,s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_COORDS]}connectedCallback(){var e,i,r;let a=this.getAttribute(k.MEDIA_CONTROLLER);a&&(fr(this,Ie,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(r=(i=vr(this,Ie))==null?void 0:i.associateElement)==null||r.call(i,this))}disconnectedCallback(){var e,i;(i=(e=vr(this,Ie))==null?void 0:e.unassociateElement)==null||i.call(e,this),fr(this,Ie,null)}attributeChangedCallback(e,i,r){var a,o,n,d,u;[s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_COORDS].includes(e)&&this.update(),e===k.MEDIA_CONTROLLER&&(i&&((o=(a=vr(this,Ie))==null?void 0:a.unassociateElement)==null||o.call(a,this),fr(this,Ie,null)),r&&this.isConnected&&(fr(this,Ie,(n=this.getRootNode())==null?void 0:n.getElementById(r)),(u=(d=vr(this,Ie))==null?void 0:d.associateElement)==null||u.call(d,this)))}get mediaPreviewImage(){return R(this,s.MEDIA_PREVIEW_IMAGE)}set mediaPreviewImage(e){L(this,s.MEDIA_PREVIEW_IMAGE,e)}get mediaPreviewCoords(){let e=this.getAttribute(s.MEDIA_PREVIEW_COORDS);if(e)return e.split(/\s+/).map(i=>+i)}set mediaPreviewCoords(e){if(!e){this.removeAttribute(s.MEDIA_PREVIEW_COORDS);return}this.setAttribute(s.MEDIA_PREVIEW_COORDS,e.join(" "))}update(){let e=this.mediaPreviewCoords,i=this.mediaPreviewImage;if(!(e&&i))return;let[r,a,o,n]=e,d=i.split("#")[0],u=getComputedStyle(this),{maxWidth:y,maxHeight:I,minWidth:A,minHeight:v}=u,h=u.getPropertyValue("--media-preview-thumbnail-object-fit").trim()||"contain",_,E;if(h==="fill"){let we=parseInt(y)/o,Me=parseInt(I)/n,Ft=parseInt(A)/o,Ge=parseInt(v)/n;_=we<1?we:Math.max(we,Ft),E=Me<1?Me:Math.max(Me,Ge)}else{let we=Math.min(parseInt(y)/o,parseInt(I)/n),Me=Math.max(parseInt(A)/o,parseInt(v)/n),Ge=we<1?we:Me>1?Me:1;_=Ge,E=Ge}let{style:w}=C(this.shadowRoot,":host"),S=C(this.shadowRoot,"img").style,z=this.shadowRoot.querySelector("img"),Ht=Math.min(_,E)<1?"min":"max";w.setProperty(`${Ht}-width`,"initial","important"),w.setProperty(`${Ht}-height`,"initial","important"),w.width=`${o*_}px`,w.height=`${n*E}px`;let nt=()=>{S.width=`${this.imgWidth*_}px`,S.height=`${this.imgHeight*E}px`,S.display="block"};z.src!==d&&(z.onload=()=>{this.imgWidth=z.naturalWidth,this.imgHeight=z.naturalHeight,nt(),z.onload=null},z.src=d,nt()),nt(),S.transform=`translate(-${r*_}px, -${a*E}px)`}};Ie=new WeakMap;Rt.shadowRootOptions={mode:"open"};Rt.getTemplateHTML=yl;l.customElements.get("media-preview-thumbnail")||l.customElements.define("media-preview-thumbnail",Rt);var Ua=Rt;var Ps=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},xs=(t,e,i)=>(Ps(t,e,"read from private field"),i?i.call(t):e.get(t)),kl=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},wl=(t,e,i,r)=>(Ps(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),ai,xa=class extends oe{constructor(){super(),kl(this,ai,void 0),wl(this,ai,this.shadowRoot.querySelector("slot")),xs(this,ai).textContent=at(0)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PREVIEW_TIME]}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_PREVIEW_TIME&&r!=null&&(xs(this,ai).textContent=at(parseFloat(r)))}get mediaPreviewTime(){return Y(this,s.MEDIA_PREVIEW_TIME)}set mediaPreviewTime(e){Q(this,s.MEDIA_PREVIEW_TIME,e)}};ai=new WeakMap;l.customElements.get("media-preview-time-display")||l.customElements.define("media-preview-time-display",xa);var Ns=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Ml=(t,e,i)=>(Ns(t,e,"read from private field"),i?i.call(t):e.get(t)),Ll=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Rl=(t,e,i,r)=>(Ns(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),_r,Pa=class extends oe{constructor(){super(),Ll(this,_r,void 0),Rl(this,_r,this.shadowRoot.querySelector("slot"))}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PREVIEW_CHAPTER,s.MEDIA_LANG]}attributeChangedCallback(e,i,r){if(super.attributeChangedCallback(e,i,r),(e===s.MEDIA_PREVIEW_CHAPTER||e===s.MEDIA_LANG)&&r!==i&&r!=null)if(Ml(this,_r).textContent=r,r!==""){let a=T("chapter: {chapterName}",{chapterName:r});this.setAttribute("aria-valuetext",a)}else this.removeAttribute("aria-valuetext")}get mediaPreviewChapter(){return R(this,s.MEDIA_PREVIEW_CHAPTER)}set mediaPreviewChapter(e){L(this,s.MEDIA_PREVIEW_CHAPTER,e)}};_r=new WeakMap;l.customElements.get("media-preview-chapter-display")||l.customElements.define("media-preview-chapter-display",Pa);var Hs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},K=(t,e,i)=>(Hs(t,e,"read from private field"),i?i.call(t):e.get(t)),ye=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},ae=(t,e,i,r)=>(Hs(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Dl=(t,e,i,r)=>({set _(a){ae(t,e,a,i)},get _(){return K(t,e,r)}}),Dt,gr,Ct,oi,br,Ar,Tr,Ot,st,Sr,Ir=class{constructor(e,i,r){ye(this,Dt,void 0),ye(this,gr,void 0),ye(this,Ct,void 0),ye(this,oi,void 0),ye(this,br,void 0),ye(this,Ar,void 0),ye(this,Tr,void 0),ye(this,Ot,void 0),ye(this,st,0),ye(this,Sr,(a=performance.now())=>{ae(this,st,requestAnimationFrame(K(this,Sr))),ae(this,oi,performance.now()-K(this,Ct));let o=1e3/this.fps;if(K(this,oi)>o){ae(this,Ct,a-K(this,oi)%o);let n=1e3/((a-K(this,gr))/++Dl(this,br)._),d=(a-K(this,Ar))/1e3/this.duration,u=K(this,Tr)+d*this.playbackRate;u-K(this,Dt).valueAsNumber>0?ae(this,Ot,this.playbackRate/this.duration/n):(ae(this,Ot,.995*K(this,Ot)),u=K(this,Dt).valueAsNumber+K(this,Ot)),this.callback(u)}}),ae(this,Dt,e),this.callback=i,this.fps=r}start(){K(this,st)===0&&(ae(this,Ct,performance.now()),ae(this,gr,K(this,Ct)),ae(this,br,0),K(this,Sr).call(this))}stop(){K(this,st)!==0&&(cancelAnimationFrame(K(this,st)),ae(this,st,0))}update({start:e,duration:i,playbackRate:r}){let a=e-K(this,Dt).valueAsNumber,o=Math.abs(i-this.duration);(a>0||a<-.5/i||o>=.5)&&this.callback(e),ae(this,Tr,e),ae(this,Ar,performance.now()),this.duration=i,this.playbackRate=r}};Dt=new WeakMap;gr=new WeakMap;Ct=new WeakMap;oi=new WeakMap;br=new WeakMap;Ar=new WeakMap;Tr=new WeakMap;Ot=new WeakMap;st=new WeakMap;Sr=new WeakMap;var Wa=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},O=(t,e,i)=>(Wa(t,e,"read from private field"),i?i.call(t):e.get(t)),W=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},se=(t,e,i,r)=>(Wa(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),ne=(t,e,i)=>(Wa(t,e,"access private method"),i),Ut,Ke,wr,ni,Mr,kr,li,di,xt,Pt,si,Na,Fs,Ha,Lr,$a,Rr,Va,Dr,Ka,Fa,Bs,ui,Cr,Ba,Ws,Cl=t=>{let e=t.range,i=rt(+$s(t)),r=rt(+t.mediaSeekableEnd),a=i&&r?T("{currentTime} of {totalTime}",{currentTime:i,totalTime:r}):T("video not loaded, unknown time.");e.setAttribute("aria-valuetext",a)};function Ol(t){return`
    <style>
      :host {
        --media-box-border-radius: 4px;
        --media-box-padding-left: 10px;
        --media-box-padding-right: 10px;
        --media-preview-border-radius: var(--media-box-border-radius);
        --media-box-arrow-offset: var(--media-box-border-radius);
        --_control-background: var(--media-control-background, var(--media-secondary-color, rgb(20 20 30 / .7)));
        --_preview-background: var(--media-preview-background, var(--_control-background));

        
        contain: layout;
      }

      #buffered {
        background: var(--media-time-range-buffered-color, rgb(255 255 255 / .4));
        position: absolute;
        height: 100%;
        will-change: width;
      }

      #preview-rail,
      #current-rail {
        width: 100%;
        position: absolute;
        left: 0;
        bottom: 100%;
        pointer-events: none;
        will-change: transform;
      }

      [part~="box"] {
        width: min-content;
        
        position: absolute;
        bottom: 100%;
        flex-direction: column;
        align-items: center;
        transform: translateX(-50%);
      }

      [part~="current-box"] {
        display: var(--media-current-box-display, var(--media-box-display, flex));
        margin: var(--media-current-box-margin, var(--media-box-margin, 0 0 5px));
        visibility: hidden;
      }

      [part~="preview-box"] {
        display: var(--media-preview-box-display, var(--media-box-display, flex));
        margin: var(--media-preview-box-margin, var(--media-box-margin, 0 0 5px));
        transition-property: var(--media-preview-transition-property, visibility, opacity);
        transition-duration: var(--media-preview-transition-duration-out, .25s);
        transition-delay: var(--media-preview-transition-delay-out, 0s);
        visibility: hidden;
        opacity: 0;
      }

      :host(:is([${s.MEDIA_PREVIEW_IMAGE}], [${s.MEDIA_PREVIEW_TIME}])[dragging]) [part~="preview-box"] {
        transition-duration: var(--media-preview-transition-duration-in, .5s);
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        visibility: visible;
        opacity: 1;
      }

      @media (hover: hover) {
        :host(:is([${s.MEDIA_PREVIEW_IMAGE}], [${s.MEDIA_PREVIEW_TIME}]):hover) [part~="preview-box"] {
          transition-duration: var(--media-preview-transition-duration-in, .5s);
          transition-delay: var(--media-preview-transition-delay-in, .25s);
          visibility: visible;
          opacity: 1;
        }
      }

      media-preview-thumbnail,
      ::slotted(media-preview-thumbnail) {
        visibility: hidden;
        
        transition: visibility 0s .25s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-thumbnail-background, var(--_preview-background));
        box-shadow: var(--media-preview-thumbnail-box-shadow, 0 0 4px rgb(0 0 0 / .2));
        max-width: var(--media-preview-thumbnail-max-width, 180px);
        max-height: var(--media-preview-thumbnail-max-height, 160px);
        min-width: var(--media-preview-thumbnail-min-width, 120px);
        min-height: var(--media-preview-thumbnail-min-height, 80px);
        border: var(--media-preview-thumbnail-border);
        border-radius: var(--media-preview-thumbnail-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius) 0 0);
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}][dragging]) media-preview-thumbnail,
      :host([${s.MEDIA_PREVIEW_IMAGE}][dragging]) ::slotted(media-preview-thumbnail) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        visibility: visible;
      }

      @media (hover: hover) {
        :host([${s.MEDIA_PREVIEW_IMAGE}]:hover) media-preview-thumbnail,
        :host([${s.MEDIA_PREVIEW_IMAGE}]:hover) ::slotted(media-preview-thumbnail) {
          transition-delay: var(--media-preview-transition-delay-in, .25s);
          visibility: visible;
        }

        :host([${s.MEDIA_PREVIEW_TIME}]:hover) {
          --media-time-range-hover-display: block;
        }
      }

      media-preview-chapter-display,
      ::slotted(media-preview-chapter-display) {
        font-size: var(--media-font-size, 13px);
        line-height: 17px;
        min-width: 0;
        visibility: hidden;
        
        transition: min-width 0s, border-radius 0s, margin 0s, padding 0s, visibility 0s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-chapter-background, var(--_preview-background));
        border-radius: var(--media-preview-chapter-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius)
          var(--media-preview-border-radius) var(--media-preview-border-radius));
        padding: var(--media-preview-chapter-padding, 3.5px 9px);
        margin: var(--media-preview-chapter-margin, 0 0 5px);
        text-shadow: var(--media-preview-chapter-text-shadow, 0 0 4px rgb(0 0 0 / .75));
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}]) media-preview-chapter-display,
      :host([${s.MEDIA_PREVIEW_IMAGE}]) ::slotted(media-preview-chapter-display) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        border-radius: var(--media-preview-chapter-border-radius, 0);
        padding: var(--media-preview-chapter-padding, 3.5px 9px 0);
        margin: var(--media-preview-chapter-margin, 0);
        min-width: 100%;
      }

      media-preview-chapter-display[${s.MEDIA_PREVIEW_CHAPTER}],
      ::slotted(media-preview-chapter-display[${s.MEDIA_PREVIEW_CHAPTER}]) {
        visibility: visible;
      }

      media-preview-chapter-display:not([aria-valuetext]),
      ::slotted(media-preview-chapter-display:not([aria-valuetext])) {
        display: none;
      }

      media-preview-time-display,
      ::slotted(media-preview-time-display),
      media-time-display,
      ::slotted(media-time-display) {
        font-size: var(--media-font-size, 13px);
        line-height: 17px;
        min-width: 0;
        
        transition: min-width 0s, border-radius 0s;
        transition-delay: calc(var(--media-preview-transition-delay-out, 0s) + var(--media-preview-transition-duration-out, .25s));
        background: var(--media-preview-time-background, var(--_preview-background));
        border-radius: var(--media-preview-time-border-radius,
          var(--media-preview-border-radius) var(--media-preview-border-radius)
          var(--media-preview-border-radius) var(--media-preview-border-radius));
        padding: var(--media-preview-time-padding, 3.5px 9px);
        margin: var(--media-preview-time-margin, 0);
        text-shadow: var(--media-preview-time-text-shadow, 0 0 4px rgb(0 0 0 / .75));
        transform: translateX(min(
          max(calc(50% - var(--_box-width) / 2),
          calc(var(--_box-shift, 0))),
          calc(var(--_box-width) / 2 - 50%)
        ));
      }

      :host([${s.MEDIA_PREVIEW_IMAGE}]) media-preview-time-display,
      :host([${s.MEDIA_PREVIEW_IMAGE}]) ::slotted(media-preview-time-display) {
        transition-delay: var(--media-preview-transition-delay-in, .25s);
        border-radius: var(--media-preview-time-border-radius,
          0 0 var(--media-preview-border-radius) var(--media-preview-border-radius));
        min-width: 100%;
      }

      :host([${s.MEDIA_PREVIEW_TIME}]:hover) {
        --media-time-range-hover-display: block;
      }

      [part~="arrow"],
      ::slotted([part~="arrow"]) {
        display: var(--media-box-arrow-display, inline-block);
        transform: translateX(min(
          max(calc(50% - var(--_box-width) / 2 + var(--media-box-arrow-offset)),
          calc(var(--_box-shift, 0))),
          calc(var(--_box-width) / 2 - 50% - var(--media-box-arrow-offset))
        ));
        
        border-color: transparent;
        border-top-color: var(--media-box-arrow-background, var(--_control-background));
        border-width: var(--media-box-arrow-border-width,
          var(--media-box-arrow-height, 5px) var(--media-box-arrow-width, 6px) 0);
        border-style: solid;
        justify-content: center;
        height: 0;
      }
    </style>
    <div id="preview-rail">
      <slot name="preview" part="box preview-box">
        <media-preview-thumbnail>
          <template shadowrootmode="${Ua.shadowRootOptions.mode}">
            ${Ua.getTemplateHTML({})}
          </template>
        </media-preview-thumbnail>
        <media-preview-chapter-display></media-preview-chapter-display>
        <media-preview-time-display></media-preview-time-display>
        <slot name="preview-arrow"><div part="arrow"></div></slot>
      </slot>
    </div>
    <div id="current-rail">
      <slot name="current" part="box current-box">
        
      </slot>
    </div>
  `}var yr=(t,e=t.mediaCurrentTime)=>{let i=Number.isFinite(t.mediaSeekableStart)?t.mediaSeekableStart:0,r=Number.isFinite(t.mediaDuration)?t.mediaDuration:t.mediaSeekableEnd;if(Number.isNaN(r))return 0;let a=(e-i)/(r-i);return Math.max(0,Math.min(a,1))},$s=(t,e=t.range.valueAsNumber)=>{let i=Number.isFinite(t.mediaSeekableStart)?t.mediaSeekableStart:0,r=Number.isFinite(t.mediaDuration)?t.mediaDuration:t.mediaSeekableEnd;return Number.isNaN(r)?0:e*(r-i)+i},ci=class extends Ae{constructor(){super(),W(this,Na),W(this,Lr),W(this,Rr),W(this,Dr),W(this,Fa),W(this,ui),W(this,Ba),W(this,Ut,null),W(this,Ke,void 0),W(this,wr,void 0),W(this,ni,void 0),W(this,Mr,void 0),W(this,kr,void 0),W(this,li,void 0),W(this,di,void 0),W(this,xt,void 0),W(this,Pt,void 0),W(this,si,()=>{ne(this,Na,Fs).call(this)?O(this,Ke).start():O(this,Ke).stop()}),W(this,Ha,r=>{this.dragging||(Tt(r)&&(this.range.valueAsNumber=r),O(this,Pt)||this.updateBar())}),this.shadowRoot.querySelector("#track").insertAdjacentHTML("afterbegin",'<div id="buffered" part="buffered"></div>'),se(this,wr,this.shadowRoot.querySelectorAll('[part~="box"]')),se(this,Mr,this.shadowRoot.querySelector('[part~="preview-box"]')),se(this,kr,this.shadowRoot.querySelector('[part~="current-box"]'));let i=getComputedStyle(this);se(this,li,parseInt(i.getPropertyValue("--media-box-padding-left"))),se(this,di,parseInt(i.getPropertyValue("--media-box-padding-right"))),se(this,Ke,new Ir(this.range,O(this,Ha),60))}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_PAUSED,s.MEDIA_DURATION,s.MEDIA_SEEKABLE,s.MEDIA_CURRENT_TIME,s.MEDIA_PREVIEW_IMAGE,s.MEDIA_PREVIEW_TIME,s.MEDIA_PREVIEW_CHAPTER,s.MEDIA_BUFFERED,s.MEDIA_PLAYBACK_RATE,s.MEDIA_LOADING,s.MEDIA_ENDED]}connectedCallback(){var e;super.connectedCallback(),this.range.setAttribute("aria-label",T("seek")),O(this,si).call(this),se(this,Ut,this.getRootNode()),(e=O(this,Ut))==null||e.addEventListener("transitionstart",this)}disconnectedCallback(){var e;super.disconnectedCallback(),O(this,Ke).stop(),(e=O(this,Ut))==null||e.removeEventListener("transitionstart",this),se(this,Ut,null)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),i!=r&&(e===s.MEDIA_CURRENT_TIME||e===s.MEDIA_PAUSED||e===s.MEDIA_ENDED||e===s.MEDIA_LOADING||e===s.MEDIA_DURATION||e===s.MEDIA_SEEKABLE?(O(this,Ke).update({start:yr(this),duration:this.mediaSeekableEnd-this.mediaSeekableStart,playbackRate:this.mediaPlaybackRate}),O(this,si).call(this),Cl(this)):e===s.MEDIA_BUFFERED&&this.updateBufferedBar(),(e===s.MEDIA_DURATION||e===s.MEDIA_SEEKABLE)&&(this.mediaChaptersCues=O(this,xt),this.updateBar()))}get mediaChaptersCues(){return O(this,xt)}set mediaChaptersCues(e){var i;se(this,xt,e),this.updateSegments((i=O(this,xt))==null?void 0:i.map(r=>({start:yr(this,r.startTime),end:yr(this,r.endTime)})))}get mediaPaused(){return g(this,s.MEDIA_PAUSED)}set mediaPaused(e){b(this,s.MEDIA_PAUSED,e)}get mediaLoading(){return g(this,s.MEDIA_LOADING)}set mediaLoading(e){b(this,s.MEDIA_LOADING,e)}get mediaDuration(){return Y(this,s.MEDIA_DURATION)}set mediaDuration(e){Q(this,s.MEDIA_DURATION,e)}get mediaCurrentTime(){return Y(this,s.MEDIA_CURRENT_TIME)}set mediaCurrentTime(e){Q(this,s.MEDIA_CURRENT_TIME,e)}get mediaPlaybackRate(){return Y(this,s.MEDIA_PLAYBACK_RATE,1)}set mediaPlaybackRate(e){Q(this,s.MEDIA_PLAYBACK_RATE,e)}get mediaBuffered(){let e=this.getAttribute(s.MEDIA_BUFFERED);return e?e.split(" ").map(i=>i.split(":").map(r=>+r)):[]}set mediaBuffered(e){if(!e){this.removeAttribute(s.MEDIA_BUFFERED);return}let i=e.map(r=>r.join(":")).join(" ");this.setAttribute(s.MEDIA_BUFFERED,i)}get mediaSeekable(){let e=this.getAttribute(s.MEDIA_SEEKABLE);if(e)return e.split(":").map(i=>+i)}set mediaSeekable(e){if(e==null){this.removeAttribute(s.MEDIA_SEEKABLE);return}this.setAttribute(s.MEDIA_SEEKABLE,e.join(":"))}get mediaSeekableEnd(){var e;let[,i=this.mediaDuration]=(e=this.mediaSeekable)!=null?e:[];return i}get mediaSeekableStart(){var e;let[i=0]=(e=this.mediaSeekable)!=null?e:[];return i}get mediaPreviewImage(){return R(this,s.MEDIA_PREVIEW_IMAGE)}set mediaPreviewImage(e){L(this,s.MEDIA_PREVIEW_IMAGE,e)}get mediaPreviewTime(){return Y(this,s.MEDIA_PREVIEW_TIME)}set mediaPreviewTime(e){Q(this,s.MEDIA_PREVIEW_TIME,e)}get mediaEnded(){return g(this,s.MEDIA_ENDED)}set mediaEnded(e){b(this,s.MEDIA_ENDED,e)}updateBar(){super.updateBar(),this.updateBufferedBar(),this.updateCurrentBox()}updateBufferedBar(){var e;let i=this.mediaBuffered;if(!i.length)return;let r;if(this.mediaEnded)r=1;else{let o=this.mediaCurrentTime,[,n=this.mediaSeekableStart]=(e=i.find(([d,u])=>d<=o&&o<=u))!=null?e:[];r=yr(this,n)}let{style:a}=C(this.shadowRoot,"#buffered");a.setProperty("width",`${r*100}%`)}updateCurrentBox(){if(!this.shadowRoot.querySelector('slot[name="current"]').assignedElements().length)return;let i=C(this.shadowRoot,"#current-rail"),r=C(this.shadowRoot,'[part~="current-box"]'),a=ne(this,Lr,$a).call(this,O(this,kr)),o=ne(this,Rr,Va).call(this,a,this.range.valueAsNumber),n=ne(this,Dr,Ka).call(this,a,this.range.valueAsNumber);i.style.transform=`translateX(${o})`,i.style.setProperty("--_range-width",`${a.range.width}`),r.style.setProperty("--_box-shift",`${n}`),r.style.setProperty("--_box-width",`${a.box.width}px`),r.style.setProperty("visibility","initial")}handleEvent(e){switch(super.handleEvent(e),e.type){case"input":ne(this,Ba,Ws).call(this);break;case"pointermove":ne(this,Fa,Bs).call(this,e);break;case"pointerup":O(this,Pt)&&se(this,Pt,!1);break;case"pointerdown":se(this,Pt,!0);break;case"pointerleave":ne(this,ui,Cr).call(this,null);break;case"transitionstart":ve(e.target,this)&&setTimeout(()=>O(this,si).call(this),0);break}}};Ut=new WeakMap;Ke=new WeakMap;wr=new WeakMap;ni=new WeakMap;Mr=new WeakMap;kr=new WeakMap;li=new WeakMap;di=new WeakMap;xt=new WeakMap;Pt=new WeakMap;si=new WeakMap;Na=new WeakSet;Fs=function(){return this.isConnected&&!this.mediaPaused&&!this.mediaLoading&&!this.mediaEnded&&this.mediaSeekableEnd>0&&Ii(this)};Ha=new WeakMap;Lr=new WeakSet;$a=function(t){var e;let r=((e=this.getAttribute("bounds")?Oe(this,`#${this.getAttribute("bounds")}`):this.parentElement)!=null?e:this).getBoundingClientRect(),a=this.range.getBoundingClientRect(),o=t.offsetWidth,n=-(a.left-r.left-o/2),d=r.right-a.left-o/2;return{box:{width:o,min:n,max:d},bounds:r,range:a}};Rr=new WeakSet;Va=function(t,e){let i=`${e*100}%`,{width:r,min:a,max:o}=t.box;if(!r)return i;if(Number.isNaN(a)||(i=`max(${`calc(1 / var(--_range-width) * 100 * ${a}% + var(--media-box-padding-left))`}, ${i})`),!Number.isNaN(o)){let d=`calc(1 / var(--_range-width) * 100 * ${o}% - var(--media-box-padding-right))`;i=`min(${i}, ${d})`}return i};Dr=new WeakSet;Ka=function(t,e){let{width:i,min:r,max:a}=t.box,o=e*t.range.width;if(o<r+O(this,li)){let n=t.range.left-t.bounds.left-O(this,li);return`${o-i/2+n}px`}if(o>a-O(this,di)){let n=t.bounds.right-t.range.right-O(this,di);return`${o+i/2-n-t.range.width}px`}return 0};Fa=new WeakSet;Bs=function(t){let e=[...O(this,wr)].some(I=>t.composedPath().includes(I));if(!this.dragging&&(e||!t.composedPath().includes(this))){ne(this,ui,Cr).call(this,null);return}let i=this.mediaSeekableEnd;if(!i)return;let r=C(this.shadowRoot,"#preview-rail"),a=C(this.shadowRoot,'[part~="preview-box"]'),o=ne(this,Lr,$a).call(this,O(this,Mr)),n=(t.clientX-o.range.left)/o.range.width;n=Math.max(0,Math.min(1,n));let d=ne(this,Rr,Va).call(this,o,n),u=ne(this,Dr,Ka).call(this,o,n);r.style.transform=`translateX(${d})`,r.style.setProperty("--_range-width",`${o.range.width}`),a.style.setProperty("--_box-shift",`${u}`),a.style.setProperty("--_box-width",`${o.box.width}px`);let y=Math.round(O(this,ni))-Math.round(n*i);Math.abs(y)<1&&n>.01&&n<.99||(se(this,ni,n*i),ne(this,ui,Cr).call(this,O(this,ni)))};ui=new WeakSet;Cr=function(t){this.dispatchEvent(new l.CustomEvent(m.MEDIA_PREVIEW_REQUEST,{composed:!0,bubbles:!0,detail:t}))};Ba=new WeakSet;Ws=function(){O(this,Ke).stop();let t=$s(this);this.dispatchEvent(new l.CustomEvent(m.MEDIA_SEEK_REQUEST,{composed:!0,bubbles:!0,detail:t}))};ci.shadowRootOptions={mode:"open"};ci.getContainerTemplateHTML=Ol;l.customElements.get("media-time-range")||l.customElements.define("media-time-range",ci);var Vs=`<svg aria-hidden="true" viewBox="0 0 28 24">
  <path d="M24 3H4a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h20a1 1 0 0 0 1-1V4a1 1 0 0 0-1-1Zm-1 16H5V5h18v14Zm-3-8h-7v5h7v-5Z"/>
</svg>`;function Ul(t){return`
    <style>
      :host([${s.MEDIA_IS_PIP}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      :host(:not([${s.MEDIA_IS_PIP}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_PIP}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_PIP}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${Vs}</slot>
      <slot name="exit">${Vs}</slot>
    </slot>
  `}function xl(){return`
    <slot name="tooltip-enter">${T("Enter picture in picture mode")}</slot>
    <slot name="tooltip-exit">${T("Exit picture in picture mode")}</slot>
  `}var Ks=t=>{let e=t.mediaIsPip?T("exit picture in picture mode"):T("enter picture in picture mode");t.setAttribute("aria-label",e)},hi=class extends Z{static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_PIP,s.MEDIA_PIP_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),Ks(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_IS_PIP&&Ks(this)}get mediaPipUnavailable(){return R(this,s.MEDIA_PIP_UNAVAILABLE)}set mediaPipUnavailable(e){L(this,s.MEDIA_PIP_UNAVAILABLE,e)}get mediaIsPip(){return g(this,s.MEDIA_IS_PIP)}set mediaIsPip(e){b(this,s.MEDIA_IS_PIP,e)}handleClick(){let e=this.mediaIsPip?m.MEDIA_EXIT_PIP_REQUEST:m.MEDIA_ENTER_PIP_REQUEST;this.dispatchEvent(new l.CustomEvent(e,{composed:!0,bubbles:!0}))}};hi.getSlotTemplateHTML=Ul;hi.getTooltipContentHTML=xl;l.customElements.get("media-pip-button")||l.customElements.define("media-pip-button",hi);var qs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},Pl=(t,e,i)=>(qs(t,e,"read from private field"),i?i.call(t):e.get(t)),Nl=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Hl=(t,e,i,r)=>(qs(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),Or,Fl=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M16 3v2.5h3.5V9H22V3h-6ZM4 9h2.5V5.5H10V3H4v6Zm15.5 9.5H16V21h6v-6h-2.5v3.5ZM6.5 15H4v6h6v-2.5H6.5V15Z"/>
</svg>`,Bl=`<svg aria-hidden="true" viewBox="0 0 26 24">
  <path d="M18.5 6.5V3H16v6h6V6.5h-3.5ZM16 21h2.5v-3.5H22V15h-6v6ZM4 17.5h3.5V21H10v-6H4v2.5Zm3.5-11H4V9h6V3H7.5v3.5Z"/>
</svg>`;function Wl(t){return`
    <style>
      :host([${s.MEDIA_IS_FULLSCREEN}]) slot[name=icon] slot:not([name=exit]) {
        display: none !important;
      }

      
      :host(:not([${s.MEDIA_IS_FULLSCREEN}])) slot[name=icon] slot:not([name=enter]) {
        display: none !important;
      }

      :host([${s.MEDIA_IS_FULLSCREEN}]) slot[name=tooltip-enter],
      :host(:not([${s.MEDIA_IS_FULLSCREEN}])) slot[name=tooltip-exit] {
        display: none;
      }
    </style>

    <slot name="icon">
      <slot name="enter">${Fl}</slot>
      <slot name="exit">${Bl}</slot>
    </slot>
  `}function $l(){return`
    <slot name="tooltip-enter">${T("Enter fullscreen mode")}</slot>
    <slot name="tooltip-exit">${T("Exit fullscreen mode")}</slot>
  `}var Gs=t=>{let e=t.mediaIsFullscreen?T("exit fullscreen mode"):T("enter fullscreen mode");t.setAttribute("aria-label",e)},mi=class extends Z{constructor(){super(...arguments),Nl(this,Or,null)}static get observedAttributes(){return[...super.observedAttributes,s.MEDIA_IS_FULLSCREEN,s.MEDIA_FULLSCREEN_UNAVAILABLE]}connectedCallback(){super.connectedCallback(),Gs(this)}attributeChangedCallback(e,i,r){super.attributeChangedCallback(e,i,r),e===s.MEDIA_IS_FULLSCREEN&&Gs(this)}get mediaFullscreenUnavailable(){return R(this,s.MEDIA_FULLSCREEN_UNAVAILABLE)}set mediaFullscreenUnavailable(e){L(this,s.MEDIA_FULLSCREEN_UNAVAILABLE,e)}get mediaIsFullscreen(){return g(this,s.MEDIA_IS_FULLSCREEN)}set mediaIsFullscreen(e){b(this,s.MEDIA_IS_FULLSCREEN,e)}handleClick(e){Hl(this,Or,e);let i=Pl(this,Or)instanceof PointerEvent,r=this.mediaIsFullscreen?new l.CustomEvent(m.MEDIA_EXIT_FULLSCREEN_REQUEST,{composed:!0,bubbles:!0}):new l.CustomEvent(m.MEDIA_ENTER_FULLSCREEN_REQUEST,{composed:!0,bubbles:!0,detail:i});this.dispatchEvent(r)}};Or=new WeakMap;mi.getSlotTemplateHTML=Wl;mi.getTooltipContentHTML=$l;l.customElements.get("media-fullscreen-button")||l.customElements.define("media-fullscreen-button",mi);var Qs=(t,e,i)=>{if(!e.has(t))throw TypeError("Cannot "+i)},pi=(t,e,i)=>(Qs(t,e,"read from private field"),i?i.call(t):e.get(t)),Ys=(t,e,i)=>{if(e.has(t))throw TypeError("Cannot add the same private member more than once");e instanceof WeakSet?e.add(t):e.set(t,i)},Ei=(t,e,i,r)=>(Qs(t,e,"write to private field"),r?r.call(t,i):e.set(t,i),i),ke,xr,Ur={LOADING_DELAY:"loadingdelay",NO_AUTOHIDE:"noautohide"},zs=500,Vl=`
<svg aria-hidden="true" viewBox="0 0 100 100">
  <path d="M73,50c0-12.7-10.3-23-23-23S27,37.3,27,50 M30.9,50c0-10.5,8.5-19.1,19.1-19.1S69.1,39.5,69.1,50">
    <animateTransform
       attributeName="transform"
       attributeType="XML"
       type="rotate"
       dur="1s"
       from="0 50 50"
       to="360 50 50"
       repeatCount="indefinite" />
  </path>
</svg>
`;function Kl(t){return`
    <style>
      :host {
        display: var(--media-control-display, var(--media-loading-indicator-display, inline-block));
        vertical-align: middle;
        box-sizing: border-box;
        --_loading-indicator-delay: var(--media-loading-indicator-transition-delay, ${zs}ms);
      }

      #status {
        color: rgba(0,0,0,0);
        width: 0px;
        height: 0px;
      }

      :host slot[name=icon] > *,
      :host ::slotted([slot=icon]) {
        opacity: var(--media-loading-indicator-opacity, 0);
        transition: opacity 0.15s;
      }

      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) slot[name=icon] > *,
      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) ::slotted([slot=icon]) {
        opacity: var(--media-loading-indicator-opacity, 1);
        transition: opacity 0.15s var(--_loading-indicator-delay);
      }

      :host #status {
        visibility: var(--media-loading-indicator-opacity, hidden);
        transition: visibility 0.15s;
      }

      :host([${s.MEDIA_LOADING}]:not([${s.MEDIA_PAUSED}])) #status {
        visibility: var(--media-loading-indicator-opacity, visible);
        transition: visibility 0.15s var(--_loading-indicator-delay);
      }

      svg, img, ::slotted(svg), ::slotted(img) {
        width: var(--media-loading-indicator-icon-width);
        height: var(--media-loading-indicator-icon-height, 100px);
        fill: var(--media-icon-color, var(--media-primary-color, rgb(238 238 238)));
        vertical-align: middle;
      }
    </style>

    <slot name="icon">${Vl}</slot>
    <div id="status" role="status" aria-live="polite">${T("media loading")}</div>
  `}var vi=class extends l.HTMLElement{constructor(){if(super(),Ys(this,ke,void 0),Ys(this,xr,zs),!this.shadowRoot){this.attachShadow(this.constructor.shadowRootOptions);let e=F(this.attributes);this.shadowRoot.innerHTML=this.constructor.getTemplateHTML(e)}}static get observedAttributes(){return[k.MEDIA_CONTROLLER,s.MEDIA_PAUSED,s.MEDIA_LOADING,Ur.LOADING_DELAY]}attributeChangedCallback(e,i,r){var a,o,n,d,u;e===Ur.LOADING_DELAY&&i!==r?this.loadingDelay=Number(r):e===k.MEDIA_CONTROLLER&&(i&&((o=(a=pi(this,ke))==null?void 0:a.unassociateElement)==null||o.call(a,this),Ei(this,ke,null)),r&&this.isConnected&&(Ei(this,ke,(n=this.getRootNode())==null?void 0:n.getElementById(r)),(u=(d=pi(this,ke))==null?void 0:d.associateElement)==null||u.call(d,this)))}connectedCallback(){var e,i,r;let a=this.getAttribute(k.MEDIA_CONTROLLER);a&&(Ei(this,ke,(e=this.getRootNode())==null?void 0:e.getElementById(a)),(r=(i=pi(this,ke))==null?void 0:i.associateElement)==null||r.call(i,this))}disconnectedCallback(){var e,i;(i=(e=pi(this,ke))==null?void 0:e.unassociateElement)==null||i.call(e,this),Ei(this,ke,null)}get loadingDelay(){return pi(this,xr)}set loadingDelay(e){Ei(this,xr,e);let{style:i}=C(this.shadowRoot,":host");i.setProperty("--_loading-indicator-delay",`var(--media-loading-indicator-transition-delay, ${e}ms)`)}get mediaPaused(){return g(this,s.MEDIA_PAUSED)}set mediaPaused(e){b(this,s.MEDIA_PAUSED,e)}get mediaLoading(){return g(this,s.MEDIA_LOADING)}set mediaLoading(e){b(this,s.MEDIA_LOADING,e)}get mediaController(){return R(this,k.MEDIA_CONTROLLER)}set mediaController(e){L(this,k.MEDIA_CONTROLLER,e)}get noAutohide(){return g(this,Ur.NO_AUTOHIDE)}set noAutohide(e){b(this,Ur.NO_AUTOHIDE,e)}};ke=new WeakMap;xr=new WeakMap;vi.shadowRootOptions={mode:"open"};vi.getTemplateHTML=Kl;l.customElements.get("media-loading-indicator")||l.customElements.define("media-loading-indicator",vi);export{Yi as MediaController,hn as addTranslation,Vr as setLanguage};
